import { type Static, Type } from 'typebox'
import { EnvironmentKey } from './flag-rules.ts'
import { defineRoute, type Route } from './route.ts'

/** What the OpenFeature Remote Evaluation Protocol 0.3 takes here at most. */
export const ofrepLimits = {
  bodyBytes: 1024 * 1024,
  /** A client that opens more event streams than this is told to poll. */
  streamsOfProject: 5_000,
} as const

const Metadata = Type.Record(Type.String(), Type.Union([Type.Boolean(), Type.String(), Type.Number()]))

/**
 * The reasons that the protocol knows. Where rules were tried and none held it has no word: the reason is UNKNOWN, and
 * `metadata.reason` says DEFAULT.
 */
export const ofrepReasons = ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'UNKNOWN'] as const

export const OfrepSuccess = Type.Object(
  {
    key: Type.String(),
    reason: Type.Enum(ofrepReasons),
    variant: Type.Optional(Type.String()),
    value: Type.Optional(Type.Unknown({ description: 'Missing: the default in the caller’s code' })),
    metadata: Type.Optional(Metadata),
  },
  { additionalProperties: false },
)

export type OfrepSuccess = Static<typeof OfrepSuccess>

export const ofrepErrorCodes = [
  'PARSE_ERROR',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'GENERAL',
  'FLAG_NOT_FOUND',
] as const

export type OfrepErrorCode = (typeof ofrepErrorCodes)[number]

export const OfrepFailure = Type.Object(
  {
    key: Type.String(),
    errorCode: Type.Enum(ofrepErrorCodes),
    errorDetails: Type.Optional(Type.String()),
    metadata: Type.Optional(Metadata),
  },
  { additionalProperties: false },
)

export type OfrepFailure = Static<typeof OfrepFailure>

const Bulk = Type.Object(
  {
    flags: Type.Array(Type.Union([OfrepSuccess, OfrepFailure])),
    metadata: Type.Optional(Metadata),
    eventStreams: Type.Optional(
      Type.Array(
        Type.Object(
          {
            type: Type.Literal('sse'),
            endpoint: Type.Object({ requestUri: Type.String() }, { additionalProperties: false }),
            inactivityDelaySec: Type.Optional(Type.Integer({ minimum: 1 })),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
)

export type OfrepBulk = Static<typeof Bulk>

const Body = Type.Object({
  context: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Who asks: targetingKey, and any attributes',
  }),
})

const query = {
  environment: Type.Optional(EnvironmentKey),
} as const

const shared = { tag: 'ofrep', access: 'write_key' } as const

export const evaluateFlag = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags/:key',
  summary: 'OFREP 0.3: evaluate one flag; of an experiment this logs the exposure',
  params: Type.Object({ key: Type.String() }, { additionalProperties: false }),
  query: Type.Object(query, { additionalProperties: false }),
  body: Body,
  response: OfrepSuccess,
})

export const evaluateFlags = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags',
  summary: 'OFREP 0.3: evaluate all flags; ETag and If-None-Match. Logs no exposure',
  query: Type.Object(
    {
      ...query,
      flagConfigEtag: Type.Optional(Type.String()),
      flagConfigLastModified: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
  body: Body,
  response: Bulk,
})

export const streamOfrepEvents = defineRoute({
  method: 'GET',
  path: '/ofrep/v1/events/:channel',
  summary: 'OFREP 0.3: server-sent events, as named by a bulk evaluation’s eventStreams',
  tag: 'ofrep',
  access: 'public',
  params: Type.Object({ channel: Type.String() }, { additionalProperties: false }),
  response: Type.String({ description: 'text/event-stream' }),
})

/** For the API's description: these are answered in the protocol's own form, errors included. */
export const ofrepRoutes: readonly Route[] = [evaluateFlag, evaluateFlags, streamOfrepEvents]
