import { type Static, Type } from 'typebox'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

const Figures = Type.Object(
  {
    people: Type.Integer({ description: 'People with at least one event in the range' }),
    sessions: Type.Integer(),
    orders: Type.Integer({ description: 'Distinct orders, without the cancelled' }),
    buyers: Type.Integer({ description: 'People with at least one of these orders' }),
    revenue: Type.Array(Type.Object({ currency: Type.String(), total: Type.String() }, strict), {
      description: 'Net of refunds, a sum a currency, the largest first; decimals as text',
    }),
    conversion: Type.Union(
      [
        Type.Object({ estimate: Type.Number(), low: Type.Number(), high: Type.Number() }, strict),
        Type.Null(),
      ],
      { description: 'Buyers over people, with its 95 % interval (Wilson); null without people' },
    ),
  },
  strict,
)

export type Figures = Static<typeof Figures>

const Course = Type.Object(
  {
    people: Type.Array(Type.Integer()),
    sessions: Type.Array(Type.Integer()),
    orders: Type.Array(Type.Integer()),
    buyers: Type.Array(Type.Integer()),
    revenue: Type.Array(Type.Number(), { description: 'In the currency that comes first in `revenue`' }),
  },
  strict,
)

/** Health at a glance: the figures of Home, against the period of the same length before. */
export const getOverview = defineRoute({
  method: 'GET',
  path: '/api/v1/overview',
  summary: 'People, sessions, orders, revenue and conversion of a period and of the one before',
  tag: 'reports',
  access: 'project',
  query: Type.Object(
    {
      ...rangeProperties,
      interval: Type.Enum(['hour', 'day', 'week', 'month']),
      segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    },
    strict,
  ),
  response: Type.Object(
    {
      figures: Figures,
      previous: Figures,
      buckets: Type.Array(Type.String()),
      course: Course,
      previousCourse: Course,
    },
    strict,
  ),
})
