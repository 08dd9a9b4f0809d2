import { type Static, Type } from 'typebox'
import { EnvironmentKey } from './flag-rules.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

/** The one that every project has, and that a request means which names none. */
export const defaultEnvironment = 'production'

/** The header by which a client chooses; the query parameter `environment` does the same. */
export const environmentHeader = 'throughline-environment'

const Environment = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    isDefault: Type.Boolean(),
    createdAt: Type.String(),
  },
  strict,
)

export type Environment = Static<typeof Environment>

const shared = { tag: 'flags', access: 'project' } as const

export const listEnvironments = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/environments',
  summary: 'Environments of the project’s flags, the default one first',
  response: Type.Object({ environments: Type.Array(Environment) }, strict),
})

export const createEnvironment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/environments',
  summary: 'Make an environment; all flags start in it as a copy of another, or switched off',
  body: Type.Object(
    {
      key: EnvironmentKey,
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      copyOf: Type.Optional(EnvironmentKey),
    },
    strict,
  ),
  response: Environment,
  status: 201,
})

export const deleteEnvironment = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/environments/:key',
  summary: 'Delete an environment with the flags’ settings in it; the default one stays',
  params: Type.Object({ key: EnvironmentKey }, strict),
  response: Type.Undefined(),
  status: 204,
})
