import type { Readable } from 'node:stream'
import {
  cancelImport,
  changeImportMapping,
  checkImport,
  createImport,
  deleteImport,
  getImport,
  listImports,
  pauseImport,
  previewImport,
  startImport,
  uploadImport,
} from '@throughline/contract/imports'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { type EndpointOptions, registerEndpoints } from '../../../platform/http/register-endpoints.ts'
import type { ImportService } from './import-service.ts'

export const importEndpoints = (imports: ImportService): Endpoint[] => [
  endpoint(listImports, async ({ access }) => ({ imports: await imports.list(access.projectId) })),
  endpoint(createImport, ({ access, body }) => imports.create(access.projectId, body)),
  endpoint(getImport, ({ access, params }) => imports.get(access.projectId, params.id)),
  endpoint(changeImportMapping, ({ access, params, body }) =>
    imports.changeMapping(access.projectId, params.id, body),
  ),
  endpoint(previewImport, async ({ access, params, body }) => ({
    rows: await imports.preview(access.projectId, params.id, body),
  })),
  endpoint(checkImport, ({ access, params }) => imports.check(access.projectId, params.id)),
  endpoint(startImport, ({ access, params }) => imports.start(access.projectId, params.id)),
  endpoint(pauseImport, ({ access, params }) => imports.pause(access.projectId, params.id)),
  endpoint(cancelImport, ({ access, params }) => imports.cancel(access.projectId, params.id)),
  endpoint(deleteImport, async ({ access, params, reply }) => {
    await imports.remove(access.projectId, params.id)
    return reply.send()
  }),
]

/** The way in for files. It has its own reader of bodies, which hands the bytes on as they come. */
export function registerUpload(app: FastifyInstance, imports: ImportService, options: EndpointOptions): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const upload = endpoint(uploadImport, ({ access, params, query, request }) => {
      const content = request.body as Readable | undefined
      if (!content)
        throw new AppError('invalid', 'The body must be the file’s bytes, as application/octet-stream.')
      return imports.upload(access.projectId, params.id, query.offset ?? 0, content)
    })
    registerEndpoints(scope, [upload], options)
  })
}
