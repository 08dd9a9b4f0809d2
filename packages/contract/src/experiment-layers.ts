import { type Static, Type } from 'typebox'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Name = Type.String({ minLength: 1, maxLength: 200 })
const shared = { tag: 'experiments', access: 'project' } as const

const Layer = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    free: Type.Number({ description: 'Per cent that nobody holds' }),
    held: Type.Array(
      Type.Object({ experiment: Type.String(), name: Type.String(), traffic: Type.Number() }, strict),
    ),
  },
  { ...strict, title: 'ExperimentLayer', description: 'Experiments of one layer never share a visitor' },
)

export type ExperimentLayer = Static<typeof Layer>

export const listExperimentLayers = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/layers',
  summary: 'All layers, by name, and who holds how much of them',
  response: Type.Object({ layers: Type.Array(Layer) }, strict),
})

export const createExperimentLayer = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/layers',
  summary: 'Make a layer',
  body: Type.Object({ name: Name }, strict),
  response: Layer,
  status: 201,
})

const Holdout = Type.Object(
  {
    share: Type.Number({
      minimum: 0,
      maximum: 0.5,
      description: 'Of all visitors, those who are in no experiment; 0.05 is 5 %',
    }),
  },
  strict,
)

export const getExperimentHoldout = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/holdout',
  summary: 'The share of visitors who are kept out of every experiment',
  response: Holdout,
})

export const changeExperimentHoldout = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/experiments/holdout',
  summary: 'Change it, for experiments that start from now on',
  body: Holdout,
  response: Holdout,
})
