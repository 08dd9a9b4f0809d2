import type { Projection } from '@throughline/contract/people'
import type { FastifyBaseLogger } from 'fastify'
import type { PeopleProjector } from './people-projector.ts'
import type { ProgressStore } from './progress-store.ts'

export interface ProjectionServiceDependencies {
  readonly projector: PeopleProjector
  readonly progress: ProgressStore
  readonly rebuildPeople: (onProgress: (share: number) => void) => Promise<void>
  readonly logger: FastifyBaseLogger
}

export interface ProjectionService {
  list(projectId: string): Promise<Projection[]>
  retry(projectId: string): Promise<number>
  /** Begins to draw everything anew. @returns false where that is under way already */
  rebuild(): boolean
  /** Resolves when no rebuild runs any more. */
  settled(): Promise<void>
}

export function projectionService({
  projector,
  progress,
  rebuildPeople,
  logger,
}: ProjectionServiceDependencies): ProjectionService {
  let running: Promise<void> | undefined
  let done: number | null = null
  let failure: string | null = null

  return {
    async list(projectId) {
      const { seq, head, behindMs } = projector.status()
      const setAside = await progress.listSetAside(projectId)
      return [
        {
          name: 'people',
          position: seq,
          behind: head - seq,
          behindMs,
          rebuilding: done,
          rebuildError: failure,
          setAside: setAside.map(({ messageId, reason, at }) => ({ messageId, reason, at })),
        },
      ]
    },
    retry: (projectId) => projector.retry(projectId),
    rebuild() {
      if (running) return false
      done = 0
      failure = null
      running = rebuildPeople((share) => {
        done = share
      })
        .catch((error: unknown) => {
          logger.error({ err: error }, 'the rebuild failed; what was there before stays in use')
          failure = error instanceof Error ? error.message : String(error)
        })
        .finally(() => {
          running = undefined
          done = null
        })
      return true
    },
    settled: async () => running,
  }
}
