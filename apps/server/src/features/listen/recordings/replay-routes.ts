import { recordingLimits, sendReplay } from '@throughline/contract/recordings'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { CollectionDoor } from '../collection/index.ts'
import type { ArrivalService } from './arrival-service.ts'

export interface ReplayRoutesDependencies {
  readonly arrivals: ArrivalService
  readonly projects: Pick<ProjectDirectory, 'byWriteKey'>
  readonly door: CollectionDoor
  readonly clock: Clock
}

/** The door for recordings: as open to any site's pages as the one for events. */
export function registerReplay(
  app: FastifyInstance,
  { arrivals, projects, door, clock }: ReplayRoutesDependencies,
): void {
  const { openToAnySite, answerPreflight, readBody, parseJson, projectOf, agentOf } = door
  app.register(async (scope) => {
    openToAnySite(scope, recordingLimits.sentBytes)
    scope.options(sendReplay.path, answerPreflight)
    scope.post(sendReplay.path, async (request, reply) => {
      const receivedAt = clock()
      const { authorization, 'content-encoding': encoding, 'user-agent': userAgent } = request.headers
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const body = parseJson(await readBody(bytes, encoding))
      const project = projectOf(projects, authorization, body)
      const { device, browser } = agentOf(userAgent)
      const sentAt = momentIn(request.query)
      await arrivals.take(body, { projectId: project.id, sentAt, receivedAt, device, browser })
      return reply.type('application/json; charset=utf-8').send('{"success":true}')
    })
  })
}

/** What can't be read corrects nothing. */
function momentIn(query: unknown): number | undefined {
  const { sentAt } = query as { sentAt?: unknown }
  return typeof sentAt === 'string' && /^\d{1,15}$/.test(sentAt) ? Number(sentAt) : undefined
}
