import { type Static, Type } from 'typebox'
import { Identifier } from './identifier.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

/** What people are asked for. Purposes of others, such as Segment's `Advertising`, are kept by their name. */
export const consentPurposes = ['analytics', 'replay', 'personalisation', 'marketing'] as const

export type ConsentPurpose = (typeof consentPurposes)[number]

/** Track events that say what somebody consents to: ours, and Segment's under both of its names. */
export const consentEvents = [
  'Consent Updated',
  'Segment Consent Preference Updated',
  'Segment Consent Preference',
] as const

/** By purpose, the last word on it. What nobody was asked for is not in it. */
export const Consent = Type.Record(
  Type.String(),
  Type.Object(
    { granted: Type.Boolean(), at: Type.String({ description: 'When it was said; ISO 8601' }) },
    strict,
  ),
  { description: 'By purpose: analytics, replay, personalisation, marketing, or as others call theirs' },
)

export type Consent = Static<typeof Consent>

const ConsentWord = Type.Object(
  {
    at: Type.String(),
    receivedAt: Type.String(),
    messageId: Type.String({ description: 'The event that said it' }),
    said: Type.Record(Type.String(), Type.Boolean(), { description: 'By purpose; true is yes' }),
    by: Identifier,
    channel: Type.String({ description: 'Where it was said: web, ios, server …' }),
    path: Type.Union([Type.String(), Type.Null()], { description: 'The page on which it was said' }),
  },
  strict,
)

export type ConsentWord = Static<typeof ConsentWord>

const Erasure = Type.Object(
  {
    purpose: Type.Enum(['analytics', 'replay']),
    at: Type.String({ description: 'When it began' }),
    deleted: Type.Integer({ minimum: 0, description: 'Events, or recordings where the purpose is replay' }),
    done: Type.Boolean({ description: 'False while it is under way' }),
  },
  strict,
)

export type Erasure = Static<typeof Erasure>

export const getCustomerConsent = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/consent',
  summary: 'What a person consents to, every word they said about it, and what was deleted for it',
  tag: 'people',
  access: 'project',
  params: Type.Object(
    {
      id: Type.String({
        minLength: 1,
        maxLength: 1024,
        description: 'Any identifier of the person, or the profile id',
      }),
    },
    strict,
  ),
  response: Type.Object(
    {
      profileId: Type.String(),
      consent: Consent,
      words: Type.Array(ConsentWord, { description: 'Newest first, at most 500' }),
      erasures: Type.Array(Erasure, { description: 'Newest first, at most 500' }),
    },
    strict,
  ),
})
