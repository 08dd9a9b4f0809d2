import { type Static, Type } from 'typebox'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

const Release = Type.Object(
  {
    id: Type.String(),
    version: Type.String(),
    at: Type.String({ description: 'ISO 8601, UTC' }),
    note: Type.Union([Type.String(), Type.Null()]),
  },
  strict,
)

export type Release = Static<typeof Release>

export const createRelease = defineRoute({
  tag: 'releases',
  access: 'project',
  method: 'POST',
  path: '/api/v1/releases',
  summary: 'Mark a release, so that what changed with it shows',
  body: Type.Object(
    {
      version: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      at: Type.Optional(
        Type.String({ format: 'date-time', description: 'When it went live; now unless said' }),
      ),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
    },
    strict,
  ),
  response: Release,
  status: 201,
})

export const listReleases = defineRoute({
  tag: 'releases',
  access: 'project',
  method: 'GET',
  path: '/api/v1/releases',
  summary: 'Release marks of a period, oldest first',
  query: Type.Object(rangeProperties, strict),
  response: Type.Object({ releases: Type.Array(Release) }, strict),
})

export const deleteRelease = defineRoute({
  tag: 'releases',
  access: 'project',
  method: 'DELETE',
  path: '/api/v1/releases/:id',
  summary: 'Take a release mark back',
  params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }, strict),
  response: Type.Undefined(),
  status: 204,
})
