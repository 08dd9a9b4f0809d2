import { defineRoute } from '@throughline/contract/route'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from './open-api.ts'

const route = defineRoute({
  method: 'GET',
  path: '/api/v1/things/:id',
  summary: 'A thing',
  tag: 'things',
  access: 'project',
  params: Type.Object({ id: Type.String() }),
  query: Type.Object({ limit: Type.Optional(Type.Integer({ description: 'At most' })) }),
  response: Type.Object({ name: Type.String() }),
})

describe('the OpenAPI document', () => {
  it('tells path and query parameters, the answer, the errors and who may call', () => {
    const { paths } = openApiDocument([route], '1.0.0')
    expect(paths['/api/v1/things/{id}']?.get).toMatchObject({
      summary: 'A thing',
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'limit', in: 'query', required: false, description: 'At most' },
      ],
      responses: {
        200: { content: { 'application/json': { schema: { type: 'object' } } } },
        default: { content: { 'application/problem+json': {} } },
      },
      security: [{ token: [] }, { session: [] }],
    })
  })
})
