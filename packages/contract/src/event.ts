import { type Static, Type } from 'typebox'

/** Segment's message types, and our own `merge`/`unmerge`: explicit identity decisions are events as well. */
export const eventTypes = [
  'track',
  'page',
  'screen',
  'identify',
  'group',
  'alias',
  'merge',
  'unmerge',
] as const

export type EventType = (typeof eventTypes)[number]

/** Where an event came from, or the way a visitor arrived. */
export const channels = [
  'web',
  'ios',
  'android',
  'store',
  'email',
  'sms',
  'push',
  'phone',
  'chat',
  'server',
] as const

export type Channel = (typeof channels)[number]

export const EventView = Type.Object(
  {
    messageId: Type.String(),
    type: Type.Enum(eventTypes),
    event: Type.String({
      description: 'The name of a track event; for pages and screens their name; else the type',
    }),
    timestamp: Type.String({
      description: 'When it happened, corrected for the sender’s clock; ISO 8601, UTC',
    }),
    receivedAt: Type.String(),
    anonymousId: Type.Union([Type.String(), Type.Null()]),
    userId: Type.Union([Type.String(), Type.Null()]),
    profileId: Type.String(),
    sessionId: Type.String(),
    channel: Type.String(),
    properties: Type.Record(Type.String(), Type.Unknown()),
    context: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false, title: 'Event' },
)

/** An event as the API gives it out. */
export type EventView = Static<typeof EventView>
