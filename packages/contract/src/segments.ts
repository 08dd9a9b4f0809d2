import { type Static, Type } from 'typebox'
import { Identifier } from './identifier.ts'
import { defineRoute } from './route.ts'
import { SavedSegmentRule, SegmentRule } from './segment-rule.ts'

const strict = { additionalProperties: false } as const
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Line = Type.String({ minLength: 1, maxLength: 500 })

/** What makes a segment a persona: words of the team about the people behind the rule. */
export const Persona = Type.Object(
  {
    description: Type.String({ maxLength: 4000 }),
    goals: Type.Array(Line, { maxItems: 20 }),
    frustrations: Type.Array(Line, { maxItems: 20 }),
    quote: Type.String({ maxLength: 1000 }),
  },
  strict,
)

export type Persona = Static<typeof Persona>

export const SegmentSize = Type.Object(
  {
    people: Type.Integer(),
    computedAt: Type.String({ description: 'When they were counted; membership itself is always current' }),
  },
  strict,
)

const Segment = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    kind: Type.Enum(['rule', 'list']),
    rule: Type.Union([SavedSegmentRule, Type.Null()], { description: 'Null for a list' }),
    persona: Type.Union([Persona, Type.Null()]),
    size: Type.Union([SegmentSize, Type.Null()], { description: 'Null until first counted' }),
    createdAt: Type.String(),
    changedAt: Type.String(),
  },
  strict,
)

export type Segment = Static<typeof Segment>

const Params = Type.Object({ id: Id }, strict)
const shared = { tag: 'segments', access: 'project' } as const

export const listSegments = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/segments',
  summary: 'All segments and personas, by name',
  response: Type.Object({ segments: Type.Array(Segment) }, strict),
})

export const createSegment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/segments',
  summary: 'Make a segment: with a rule, or as a list that starts empty',
  body: Type.Object(
    {
      name: Name,
      description: Type.Optional(Type.String({ maxLength: 4000 })),
      kind: Type.Enum(['rule', 'list']),
      rule: Type.Optional(SegmentRule),
      persona: Type.Optional(Persona),
    },
    strict,
  ),
  response: Segment,
  status: 201,
})

export const getSegment = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/segments/:id',
  summary: 'One segment',
  params: Params,
  response: Segment,
})

export const changeSegment = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/segments/:id',
  summary: 'Change a segment’s name, description, rule or persona',
  params: Params,
  body: Type.Object(
    {
      name: Type.Optional(Name),
      description: Type.Optional(Type.String({ maxLength: 4000 })),
      rule: Type.Optional(SegmentRule),
      persona: Type.Optional(Type.Union([Persona, Type.Null()])),
    },
    strict,
  ),
  response: Segment,
})

export const deleteSegment = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/segments/:id',
  summary: 'Delete a segment that no other segment refers to',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})

export const getSegmentSize = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/segments/:id/size',
  summary: 'Number of people in a segment now; a count of the last minute is answered again unless `fresh`',
  params: Params,
  query: Type.Object({ fresh: Type.Optional(Type.Boolean({ default: false })) }, strict),
  response: SegmentSize,
})

const Member = Type.Object(
  {
    profileId: Type.String(),
    identifiers: Type.Array(Identifier, { description: 'The latest of each kind' }),
    lastSeen: Type.String(),
  },
  strict,
)

export type SegmentMember = Static<typeof Member>

export const previewSegment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/segments/preview',
  summary: 'Size of a rule that is not saved, and some of its people',
  scope: 'read',
  body: Type.Object(
    {
      rule: SegmentRule,
      id: Type.Optional(Id),
    },
    strict,
  ),
  response: Type.Object(
    {
      size: SegmentSize,
      everyone: Type.Integer({ description: 'People of the project, to see the share' }),
      sample: Type.Array(Member, { description: 'At most 20 people, the latest seen first' }),
    },
    strict,
  ),
})

/** Streams `text/csv` of all members where the client accepts that. */
export const listSegmentMembers = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/segments/:id/members',
  summary: 'People in a segment, by profile id',
  params: Params,
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      cursor: Type.Optional(Type.String({ maxLength: 100, description: '`next` of the answer before' })),
    },
    strict,
  ),
  response: Type.Object(
    { members: Type.Array(Member), next: Type.Union([Type.String(), Type.Null()]) },
    strict,
  ),
})

const Listed = Type.Object(
  {
    identifiers: Type.Array(Type.String({ minLength: 1, maxLength: 600 }), {
      minItems: 1,
      maxItems: 10_000,
      description: 'Any identifiers, or profile ids; `kind:value` is exact',
    }),
  },
  strict,
)

const ListChange = Type.Object(
  {
    changed: Type.Integer({ description: 'People added or removed' }),
    unchanged: Type.Integer({ description: 'Of a person who was on the list already, or is not on it' }),
    unknown: Type.Array(Type.String(), { description: 'Identifiers of nobody; the others were taken' }),
  },
  strict,
)

export type SegmentListChange = Static<typeof ListChange>

export const addToSegment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/segments/:id/members',
  summary: 'Put people on a list',
  params: Params,
  body: Listed,
  response: ListChange,
})

export const removeFromSegment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/segments/:id/members/remove',
  summary: 'Take people off a list',
  params: Params,
  body: Listed,
  response: ListChange,
})
