import { type Static, Type } from 'typebox'
import { Consent } from './consent.ts'
import { EventView } from './event.ts'
import { Identifier } from './identifier.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

const customer = Type.Object(
  {
    id: Type.String({
      minLength: 1,
      maxLength: 1024,
      description:
        'Profile id, user id, e-mail, phone, card or anonymous id, tried in this order; `kind:value`, such as user_id:u1, is exact',
    }),
  },
  strict,
)

const Revenue = Type.Object(
  {
    currency: Type.String({ description: 'ISO 4217' }),
    orders: Type.Integer({ description: 'Orders that were neither cancelled nor refunded in whole' }),
    total: Type.String({ description: 'Net of refunds, in the currency’s usual digits, such as 59.80' }),
  },
  strict,
)

const TraitDetail = Type.Object(
  { setAt: Type.String({ description: 'Time of the event that the value is from' }) },
  strict,
)

/** A person as the events tell of them. */
export const Profile = Type.Object(
  {
    profileId: Type.String(),
    identifiers: Type.Array(Identifier, { description: 'The strongest kinds first' }),
    traits: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Of each trait the value with the latest event time; a trait last set to null is left out',
    }),
    traitDetails: Type.Record(Type.String(), TraitDetail, { description: 'By the names of `traits`' }),
    firstSeen: Type.String(),
    lastSeen: Type.String(),
    eventCount: Type.Integer(),
    revenue: Type.Array(Revenue),
    consent: Consent,
    segments: Type.Array(Type.String(), { description: 'Ids of the segments that the person is in now' }),
  },
  strict,
)

export type Profile = Static<typeof Profile>

export const getProfile = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/profile',
  summary: 'A person: identifiers, traits, revenue, segments',
  tag: 'people',
  access: 'project',
  params: customer,
  response: Profile,
})

export const listCustomerEvents = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/events',
  summary: 'A person’s timeline, newest first',
  tag: 'people',
  access: 'project',
  params: customer,
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
      before: Type.Optional(
        Type.String({ maxLength: 100, description: '`next` of the answer before, or a time in ISO 8601' }),
      ),
    },
    strict,
  ),
  response: Type.Object(
    { events: Type.Array(EventView), next: Type.Union([Type.String(), Type.Null()]) },
    strict,
  ),
})

export const mergeProfiles = defineRoute({
  method: 'POST',
  path: '/api/v1/customer/:id/merge',
  summary: 'Say that two profiles are one person; it keeps the name of the one in the path',
  tag: 'people',
  access: 'project',
  params: customer,
  body: Type.Object(
    {
      with: Type.String({ minLength: 1, maxLength: 1024, description: 'Any identifier of the other person' }),
    },
    strict,
  ),
  response: Profile,
})

export const unmergeProfile = defineRoute({
  method: 'POST',
  path: '/api/v1/customer/:id/unmerge',
  summary: 'Say that an identifier is another person’s; only a later merge joins it again',
  tag: 'people',
  access: 'project',
  params: customer,
  body: Type.Object({ identifier: Identifier }, strict),
  response: Type.Object(
    { profile: Profile, separated: Profile },
    { ...strict, description: 'What stayed, and the profile of the identifier from now on' },
  ),
})

const HistoryEntry = Type.Object(
  {
    at: Type.String({ description: 'When the evidence happened' }),
    what: Type.Enum(['joined', 'refused', 'merged', 'unmerged']),
    identifier: Identifier,
    with: Identifier,
    why: Type.Enum(['event', 'alias', 'rule', 'word']),
    messageId: Type.String({ description: 'The event that is the evidence' }),
    by: Type.Union([Type.String(), Type.Null()], { description: 'Who said so, of a merge or unmerge' }),
    reason: Type.String({ description: 'In words' }),
  },
  strict,
)

export type HistoryEntry = Static<typeof HistoryEntry>

export const getIdentityHistory = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/history',
  summary: 'What joined a person’s identifiers, with the evidence, and what did not',
  tag: 'people',
  access: 'project',
  params: customer,
  response: Type.Object(
    { profileId: Type.String(), history: Type.Array(HistoryEntry, { description: 'Newest first' }) },
    strict,
  ),
})

/** What became of an order. */
export const orderStates = ['placed', 'partly_refunded', 'refunded', 'cancelled'] as const

const CustomerOrder = Type.Object(
  {
    orderId: Type.Union([Type.String(), Type.Null()]),
    placedAt: Type.String(),
    state: Type.Enum(orderStates, { description: 'Cancelled, also where it was refunded too' }),
    currency: Type.String(),
    placedTotal: Type.String({ description: 'Before refunds, as it was placed or updated last' }),
    total: Type.String({ description: 'What is left: net of refunds, and 0 of a cancelled order' }),
  },
  strict,
)

export type CustomerOrder = Static<typeof CustomerOrder>

export const listCustomerOrders = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/orders',
  summary: 'A person’s orders with what became of them, newest first',
  tag: 'people',
  access: 'project',
  params: customer,
  response: Type.Object(
    {
      orders: Type.Array(CustomerOrder, {
        description: 'The newest 1,000; `total` of all orders adds up to the profile’s revenue',
      }),
    },
    strict,
  ),
})

const GroupSummary = Type.Object(
  {
    groupId: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    type: Type.Union([Type.String(), Type.Null()], {
      description: 'The trait "type", such as company or household',
    }),
    members: Type.Integer(),
  },
  strict,
)

export type GroupSummary = Static<typeof GroupSummary>

export const listCustomerGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/customer/:id/groups',
  summary: 'Groups that a person is in',
  tag: 'people',
  access: 'project',
  params: customer,
  response: Type.Object({ groups: Type.Array(GroupSummary) }, strict),
})

const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before' })),
}

const PersonSummary = Type.Object(
  {
    profileId: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    email: Type.Union([Type.String(), Type.Null()]),
    identifiers: Type.Array(Identifier),
    firstSeen: Type.String(),
    lastSeen: Type.String(),
    eventCount: Type.Integer(),
    revenue: Type.Array(Revenue, { description: 'As on the profile' }),
  },
  strict,
)

export type PersonSummary = Static<typeof PersonSummary>

export const listPeople = defineRoute({
  method: 'GET',
  path: '/api/v1/people',
  summary: 'People, the last seen first',
  tag: 'people',
  access: 'project',
  query: Type.Object(
    {
      search: Type.Optional(
        Type.String({
          maxLength: 200,
          description:
            'Part of an identifier or of a trait, such as a name; an anonymous id is found whole or by its first 8 or more characters',
        }),
      ),
      filters: Type.Optional(
        Type.String({
          maxLength: 20_000,
          description: 'A JSON array of filters on `person.<trait>` and `segment`',
        }),
      ),
      ...page,
    },
    strict,
  ),
  response: Type.Object(
    {
      people: Type.Array(PersonSummary),
      total: Type.Integer({ description: 'How many there are in all pages' }),
      next: Type.Union([Type.String(), Type.Null()]),
    },
    strict,
  ),
})

export const listGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'Groups: companies, households and others',
  tag: 'people',
  access: 'project',
  query: Type.Object(
    {
      search: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the id or the name' })),
      type: Type.Optional(Type.String({ maxLength: 200 })),
      ...page,
    },
    strict,
  ),
  response: Type.Object(
    { groups: Type.Array(GroupSummary), next: Type.Union([Type.String(), Type.Null()]) },
    strict,
  ),
})

export const getGroup = defineRoute({
  method: 'GET',
  path: '/api/v1/groups/:groupId',
  summary: 'A group: its traits and its members',
  tag: 'people',
  access: 'project',
  params: Type.Object({ groupId: Type.String({ minLength: 1, maxLength: 1024 }) }, strict),
  response: Type.Object(
    {
      groupId: Type.String(),
      name: Type.Union([Type.String(), Type.Null()]),
      type: Type.Union([Type.String(), Type.Null()]),
      traits: Type.Record(Type.String(), Type.Unknown()),
      memberCount: Type.Integer(),
      members: Type.Array(PersonSummary, { description: 'The last seen first, at most 200' }),
    },
    strict,
  ),
})

const Projection = Type.Object(
  {
    name: Type.String(),
    position: Type.Integer({ description: 'Events that are projected' }),
    behind: Type.Integer({ description: 'Events that are not yet' }),
    behindMs: Type.Integer(),
    rebuilding: Type.Union([Type.Number({ description: 'The share that is done' }), Type.Null()]),
    rebuildError: Type.Union([Type.String(), Type.Null()], { description: 'Why the last rebuild failed' }),
    setAside: Type.Array(
      Type.Object({ messageId: Type.String(), reason: Type.String(), at: Type.String() }, strict),
      { description: 'Events that could not be digested' },
    ),
  },
  strict,
)

export type Projection = Static<typeof Projection>

export const listProjections = defineRoute({
  method: 'GET',
  path: '/api/v1/projections',
  summary: 'How far what is drawn from the log is behind it, and what could not be digested',
  tag: 'project',
  access: 'project',
  response: Type.Object({ projections: Type.Array(Projection) }, strict),
})

export const retrySetAside = defineRoute({
  method: 'POST',
  path: '/api/v1/projections/retry',
  summary: 'Digest once more what was set aside',
  tag: 'project',
  access: 'project',
  response: Type.Object({ settled: Type.Integer() }, strict),
})

export const rebuildProjections = defineRoute({
  method: 'POST',
  path: '/api/v1/rebuild',
  summary: 'Draw everything from the log anew; `GET /api/v1/projections` tells how far it is',
  tag: 'project',
  access: 'project',
  response: Type.Object(
    { started: Type.Boolean({ description: 'False where one is running already' }) },
    strict,
  ),
  status: 202,
})
