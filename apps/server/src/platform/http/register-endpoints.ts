import { scopeOf, type TokenScope } from '@throughline/contract/route'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { AppError } from '../app-error.ts'
import type { Endpoint, EndpointInput, ProjectAccess } from './endpoint.ts'
import { requestValidator } from './validation.ts'

export interface EndpointOptions {
  /** Says whose data the request is about, or throws `unauthenticated`, or `forbidden` where the scope is missing. */
  readonly authenticate: (request: FastifyRequest, scope: TokenScope) => Promise<ProjectAccess>
  /** Refuses an answer with a field that the contract does not know: for tests, where drift must show. */
  readonly strictResponses: boolean
}

/** Serves routes of the contract: validates, authenticates, answers. */
export function registerEndpoints(
  app: FastifyInstance,
  endpoints: readonly Endpoint[],
  options: EndpointOptions,
): void {
  app.setValidatorCompiler(({ schema, httpPart }) => requestValidator(schema as TSchema, httpPart ?? 'body'))
  app.setSerializerCompiler(({ schema }) =>
    options.strictResponses ? strictSerializer(schema as TSchema) : JSON.stringify,
  )

  const accesses = new WeakMap<FastifyRequest, ProjectAccess>()

  for (const { route, handle } of endpoints) {
    app.route({
      method: route.method,
      url: route.path,
      schema: {
        ...(route.params && { params: route.params }),
        ...(route.query && { querystring: route.query }),
        ...(route.body && { body: route.body }),
        response: { '2xx': route.response },
      },
      // Before the body is read: a stranger learns nothing of what a valid request looks like, and costs no memory.
      onRequest: async (request, reply) => {
        if (route.access !== 'project') return
        accesses.set(request, await options.authenticate(request, scopeOf(route)))
        reply.header('cache-control', 'no-store')
      },
      handler: async (request, reply) => {
        const access = accesses.get(request) ?? null
        reply.code(route.status ?? 200)
        const { params, query, body } = request
        return handle({ params, query, body, access, request, reply } as unknown as EndpointInput<
          typeof route
        >)
      },
    })
  }
}

function strictSerializer(schema: TSchema): (value: unknown) => string {
  const check = Compile(schema)
  return (value) => {
    const plain = JSON.parse(JSON.stringify(value ?? null))
    if (!check.Check(plain)) {
      const [first] = check.Errors(plain)
      throw new AppError(
        'internal',
        `The answer does not fit the contract: ${first?.instancePath} ${first?.message}.`,
      )
    }
    return JSON.stringify(plain)
  }
}
