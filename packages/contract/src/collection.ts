import { type Static, Type } from 'typebox'
import { defineRoute, type Route } from './route.ts'

/** What every collection endpoint takes at most. Larger requests get 413, larger messages are rejected one by one. */
export const collectionLimits = {
  /** Bytes of one body, both as sent and after decompression. */
  bodyBytes: 20 * 1024 * 1024,
  messages: 50_000,
  /** Characters of JSON of one message's properties (or traits) and context together. */
  messageCharacters: 512 * 1024,
  /** Objects and arrays inside each other. */
  nesting: 64,
  idCharacters: 512,
  nameCharacters: 1000,
} as const

const { idCharacters, nameCharacters } = collectionLimits

const Id = Type.Union([Type.String({ maxLength: idCharacters }), Type.Number()])
const Moment = Type.Union([Type.String(), Type.Number()], {
  description: 'ISO 8601 (UTC where no zone is given) or milliseconds since 1970',
})
const Data = Type.Record(Type.String(), Type.Unknown())

/** Fields of every message; more fields are allowed and ignored. At least one identifier is needed. */
const shared = {
  messageId: Type.Optional(
    Type.String({
      maxLength: idCharacters,
      description: 'Of two messages with one id, the first counts. Made here where it is missing',
    }),
  ),
  userId: Type.Optional(Id),
  anonymousId: Type.Optional(Id),
  timestamp: Type.Optional(Moment),
  sentAt: Type.Optional(
    Type.Union([Type.String(), Type.Number()], {
      description: 'The sender’s clock when it sent: a difference of more than 10 s to ours moves timestamp',
    }),
  ),
  channel: Type.Optional(Type.String()),
  context: Type.Optional(Data),
  writeKey: Type.Optional(Type.String({ description: 'Instead of the user name of Basic authentication' })),
}

const Track = Type.Object({
  ...shared,
  event: Type.String({ minLength: 1, maxLength: nameCharacters }),
  properties: Type.Optional(Data),
})
const Page = Type.Object({
  ...shared,
  name: Type.Optional(Type.String({ maxLength: nameCharacters })),
  category: Type.Optional(Type.String()),
  properties: Type.Optional(Data),
})
const Identify = Type.Object({ ...shared, traits: Type.Optional(Data) })
const Group = Type.Object({ ...shared, groupId: Id, traits: Type.Optional(Data) })
const Alias = Type.Object({ ...shared, userId: Id, previousId: Id })

/** The message types that clients may send, with the one-letter paths that Segment's browser client uses. */
export const messageEndpoints = [
  { type: 'track', letter: 't', body: Track },
  { type: 'page', letter: 'p', body: Page },
  { type: 'screen', letter: 's', body: Page },
  { type: 'identify', letter: 'i', body: Identify },
  { type: 'group', letter: 'g', body: Group },
  { type: 'alias', letter: 'a', body: Alias },
] as const

export type MessageType = (typeof messageEndpoints)[number]['type']

/** `import` is what older server clients of Segment call. */
export const batchPaths = ['/v1/batch', '/v1/b', '/v1/import'] as const

/** Why one message of a batch was not taken. */
export const RejectedMessage = Type.Object(
  {
    index: Type.Integer({ minimum: 0, description: 'Its place in the batch, from 0' }),
    code: Type.Enum(['invalid', 'forbidden'], {
      description: 'forbidden: `context.consent` of the message itself denies analytics',
    }),
    message: Type.String({ description: 'The field and what was expected' }),
  },
  { additionalProperties: false },
)

export type RejectedMessage = Static<typeof RejectedMessage>

/** Sent when every accepted message is on disk. */
export const CollectionAnswer = Type.Object(
  {
    success: Type.Literal(true),
    rejected: Type.Optional(Type.Array(RejectedMessage)),
  },
  { additionalProperties: false },
)

export type CollectionAnswer = Static<typeof CollectionAnswer>

const collect = (path: string, summary: string, body: Route['body'] & object): Route =>
  defineRoute({
    method: 'POST',
    path,
    summary,
    tag: 'collection',
    access: 'write_key',
    body,
    response: CollectionAnswer,
  })

const Batch = Type.Object({
  batch: Type.Array(Type.Object({ type: Type.Enum(messageEndpoints.map(({ type }) => type)), ...shared }), {
    maxItems: collectionLimits.messages,
  }),
  sentAt: shared.sentAt,
  context: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'For messages whose own context lacks a field',
    }),
  ),
  writeKey: shared.writeKey,
})

const browserSettings: Route = defineRoute({
  method: 'GET',
  path: '/v1/projects/:writeKey/settings',
  summary: 'What Segment’s browser client asks for before it starts',
  tag: 'collection',
  access: 'public',
  params: Type.Object({ writeKey: Type.String() }),
  response: Type.Record(Type.String(), Type.Unknown()),
})

/** For the API's description; the server reads these bodies message by message, whatever their content type. */
export const collectionRoutes: readonly Route[] = [
  ...batchPaths.map((path) => collect(path, 'Send messages of any type', Batch)),
  ...messageEndpoints.flatMap(({ type, letter, body }) =>
    [`/v1/${type}`, `/v1/${letter}`].map((path) => collect(path, `Send one ${type} message`, body)),
  ),
  browserSettings,
]
