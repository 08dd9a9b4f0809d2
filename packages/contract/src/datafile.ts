import { type Static, Type } from 'typebox'
import { EnvironmentKey, FlagCondition, FlagServe, flagTypes } from './flag-rules.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

/** All that a local evaluator needs of one environment. Names and descriptions are not in it. */
export const Datafile = Type.Object(
  {
    format: Type.Literal(1),
    environment: Type.String(),
    revision: Type.String({ description: 'Another one where anything in it differs' }),
    flags: Type.Array(
      Type.Object(
        {
          key: Type.String(),
          type: Type.Enum(flagTypes),
          enabled: Type.Boolean(),
          variations: Type.Array(Type.Object({ key: Type.String(), value: Type.Unknown() }, strict)),
          off: Type.Union([Type.String(), Type.Null()]),
          prerequisites: Type.Array(
            Type.Object({ flag: Type.String(), variations: Type.Array(Type.String()) }, strict),
          ),
          rules: Type.Array(
            Type.Object(
              {
                id: Type.String(),
                conditions: Type.Array(FlagCondition),
                serve: FlagServe,
                from: Type.Optional(Type.String()),
                to: Type.Optional(Type.String()),
              },
              strict,
            ),
          ),
          otherwise: FlagServe,
        },
        strict,
      ),
    ),
  },
  { ...strict, title: 'Datafile' },
)

export type Datafile = Static<typeof Datafile>

const Query = Type.Object(
  {
    environment: Type.Optional(EnvironmentKey),
    writeKey: Type.Optional(
      Type.String({ maxLength: 128, description: 'Where a client cannot send the header Authorization' }),
    ),
  },
  strict,
)

/** Bearer token, or write key: then only flags whose rules browsers may know. Answers If-None-Match with 304. */
export const getDatafile = defineRoute({
  method: 'GET',
  path: '/api/v1/flags/datafile',
  summary: 'All flags with their rules, for local evaluation; ETag and If-None-Match',
  tag: 'flags',
  access: 'write_key',
  query: Query,
  response: Datafile,
})

/** `event: changed`, `data: {"revision":"…"}`; also at once where the revision is another than `Last-Event-ID`. */
export const streamFlagEvents = defineRoute({
  method: 'GET',
  path: '/api/v1/flags/events',
  summary: 'Server-sent events: the datafile’s revision each time that it changes',
  tag: 'flags',
  access: 'write_key',
  query: Query,
  response: Type.String({ description: 'text/event-stream' }),
})
