import * as routes from '@throughline/contract/recordings'
import { AppError } from '../../../platform/app-error.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { RecordingService } from './recording-service.ts'
import type { RecordingChoice, RecordingCursor } from './recording-store.ts'
import type { RemovalService } from './removal-service.ts'

export interface RecordingRoutesDependencies {
  readonly recordings: RecordingService
  readonly removals: RemovalService
  /** Person keys behind an identifier or a profile id. @throws AppError `not_found` */
  readonly personKeys: (projectId: string, id: string) => Promise<readonly string[]>
}

export const recordingEndpoints = ({
  recordings,
  removals,
  personKeys,
}: RecordingRoutesDependencies): Endpoint[] => [
  endpoint(routes.listRecordings, async ({ access: { projectId }, query }) => {
    checkStorable(query)
    const { from, to, session, path, person, signal, limit = 50, cursor } = query
    if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to))
      throw new AppError('invalid', 'to: must be later than from.', { field: 'to' })
    const choice: RecordingChoice = {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(session !== undefined && { session }),
      ...(path !== undefined && { path }),
      ...(person !== undefined && { personKeys: await personKeys(projectId, person) }),
    }
    const page = await recordings.list(
      projectId,
      signal === undefined ? choice : { ...choice, signal },
      readCursor(cursor),
      limit,
    )
    return { recordings: page.recordings, next: page.next ? `${page.next.ms}.${page.next.id}` : null }
  }),

  endpoint(routes.getRecording, ({ access, params }) => {
    checkStorable(params)
    return recordings.get(access.projectId, params.id)
  }),

  endpoint(routes.getRecordingEvents, async ({ access, params, query }) => {
    checkStorable(params)
    return { events: await recordings.events(access.projectId, params.id, query.chunk) }
  }),

  endpoint(routes.deleteRecording, async ({ access: { projectId }, params: { id }, reply }) => {
    checkStorable({ id })
    if (!(await removals.removeOne({ projectId, id })))
      throw new AppError('not_found', `There is no recording ${JSON.stringify(id)}.`, { field: 'id' })
    return reply.send()
  }),

  endpoint(routes.deleteCustomerRecordings, async ({ access: { projectId }, params }) => ({
    deleted: await removals.removeOfPeople(projectId, await personKeys(projectId, params.id)),
  })),
]

/** @throws AppError `invalid` where it is not one of ours */
function readCursor(cursor: string | undefined): RecordingCursor | undefined {
  if (cursor === undefined) return undefined
  const [, ms, id] = /^(\d{1,15})\.([a-z0-9-]{1,64})$/.exec(cursor) ?? []
  if (ms === undefined || id === undefined)
    throw new AppError('invalid', 'cursor: must be `next` of an earlier answer.', { field: 'cursor' })
  return { ms: Number(ms), id }
}
