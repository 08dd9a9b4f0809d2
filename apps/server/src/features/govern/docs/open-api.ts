import { Problem } from '@throughline/contract/problem'
import type { Route } from '@throughline/contract/route'

interface Operation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
  readonly security?: readonly unknown[]
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: unknown
}

/** The public interface as OpenAPI 3.1, from the same route values that the server validates by. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {}
  const schemas: Record<string, unknown> = { Problem }
  for (const route of [...routes].sort(
    (a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  )) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description: 'Where customers struggle, why, what it costs, and whether the fix paid.',
    },
    paths: hoisted(paths, schemas) as OpenApiDocument['paths'],
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A project’s secret API token' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'throughline.session_token',
          description: 'A login; behind https the name begins with __Secure-',
        },
        reportLink: { type: 'http', scheme: 'bearer', description: 'The secret of a link to one report' },
        writeKey: { type: 'http', scheme: 'basic', description: 'The write key as user name, no password' },
      },
    },
  }
}

const security: Record<Route['access'], readonly unknown[]> = {
  public: [],
  write_key: [{ writeKey: [] }],
  report_link: [{ reportLink: [] }],
  project: [{ token: [] }, { session: [] }],
}

function operation(route: Route): Operation {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  const status = route.status ?? 200
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
    }),
    responses: {
      [status]:
        status === 204
          ? { description: 'Done' }
          : { description: 'The answer', content: { 'application/json': { schema: route.response } } },
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: security[route.access],
  }
}

/** Puts each schema with a title under `components` once, and a reference where it stood. */
function hoisted(value: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoisted(item, schemas))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hoisted(item, schemas)]))
  if (!('type' in copy || 'anyOf' in copy) || typeof copy.title !== 'string') return copy
  schemas[copy.title] = copy
  return { $ref: `#/components/schemas/${copy.title}` }
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>
  readonly required?: readonly string[]
}

function parametersOf(schema: Route['params'], place: 'path' | 'query'): unknown[] {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(property.description && { description: property.description }),
    schema: property,
  }))
}
