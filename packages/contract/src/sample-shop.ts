import { type Static, Type } from 'typebox'
import { defineRoute } from './route.ts'

const SampleShop = Type.Object(
  {
    status: Type.Enum(['absent', 'loading', 'loaded', 'failed']),
    events: Type.Integer({ description: 'Stored so far' }),
    expected: Type.Integer({ description: 'How many it will be' }),
    problem: Type.Optional(Type.String({ description: 'Why it failed, for people' })),
  },
  { additionalProperties: false },
)

export type SampleShop = Static<typeof SampleShop>

export const getSampleShop = defineRoute({
  method: 'GET',
  path: '/api/v1/sample-shop',
  summary: 'Whether the sample shop is loaded, and how far it is',
  tag: 'project',
  access: 'project',
  response: SampleShop,
})

/** Repeating it changes nothing: the sample's events carry the same ids each time. */
export const loadSampleShop = defineRoute({
  method: 'POST',
  path: '/api/v1/sample-shop',
  summary: 'Fill the project with the simulated shop, so that every page has something to show',
  tag: 'project',
  access: 'project',
  response: SampleShop,
  status: 202,
})
