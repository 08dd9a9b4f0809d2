import type { ImportRun } from '@throughline/contract/imports'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { WrittenRowsLog } from '../../../platform/events/event-log.ts'
import { appendPatiently } from './engine/append-patiently.ts'
import { contentHash } from './engine/content-hash.ts'
import { readInThread } from './engine/read-in-thread.ts'
import { RunProgress } from './engine/run-progress.ts'
import { storeBlocks } from './engine/store-blocks.ts'
import type { ImportStore, StoredImport } from './import-store.ts'
import { inspectFile } from './inspection/inspect-file.ts'
import { FileProblem } from './reading/content.ts'
import type { UploadFolder } from './upload-folder.ts'

export interface ImportJobsDependencies {
  readonly store: ImportStore
  readonly uploads: UploadFolder
  readonly eventLog: WrittenRowsLog
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** What a reading thread runs. */
  readonly readingThread: URL
  readonly timezoneOf: (projectId: string) => string
}

/** What is known of an import at work beyond what is stored. */
export interface LiveImport {
  readonly run: ImportRun | null
  readonly problem: string | null
}

/** The background work: one file after the other. */
export interface ImportJobs {
  /** Puts an import in line. */
  add(projectId: string, id: string, kind: 'check' | 'run'): void
  /** Ends the work on an import, or takes it out of the line; resolves when it has ended. */
  stop(id: string): Promise<void>
  live(id: string): LiveImport | undefined
  /** Resolves when nothing is in line. */
  settled(): Promise<void>
  /** Interrupts all work; a later start of the server goes on with it. */
  close(): Promise<void>
}

interface Job {
  readonly projectId: string
  readonly id: string
  readonly kind: 'check' | 'run'
  readonly stopped: AbortController
  readonly ended: Promise<void>
  end(): void
  progress?: RunProgress
  waiting?: string | null
}

/** A kill costs at most so much work twice. */
const CHECKPOINT_EVERY_MS = 250

export function importJobs(deps: ImportJobsDependencies): ImportJobs {
  const { store, uploads, logger } = deps
  const line: Job[] = []
  let working: Promise<void> | undefined

  const work = async () => {
    for (let job = line[0]; job; job = line[0]) {
      try {
        if (!job.stopped.signal.aborted) await perform(deps, job)
      } catch (error) {
        await fail(job, error)
      } finally {
        line.shift()
        job.end()
      }
    }
    working = undefined
  }

  const fail = async (job: Job, error: unknown) => {
    if (job.stopped.signal.aborted) return
    const isOfFile = error instanceof FileProblem
    if (!isOfFile) logger.error({ err: error, import: job.id }, 'An import failed.')
    const problem = isOfFile
      ? error.message
      : 'The server failed at this file; its log tells more. Start it again.'
    const progress = job.progress
    await store
      .change(job.id, {
        status: 'failed',
        problem,
        ...(job.kind === 'run' && progress && { checkpoint: progress.checkpoint(), run: progress.view() }),
      })
      .catch((cause: unknown) => logger.error({ err: cause }, 'A failed import could not be noted.'))
  }

  return {
    add(projectId, id, kind) {
      const { promise: ended, resolve: end } = Promise.withResolvers<void>()
      line.push({ projectId, id, kind, stopped: new AbortController(), ended, end })
      working ??= work()
    },
    async stop(id) {
      const job = line.find((each) => each.id === id)
      job?.stopped.abort()
      await job?.ended
    },
    live(id) {
      const job = line.find((each) => each.id === id)
      return job?.progress && { run: job.progress.view(), problem: job.waiting ?? null }
    },
    async settled() {
      await working
    },
    async close() {
      for (const { stopped } of line) stopped.abort()
      await working
    },
  }

  async function perform({ clock }: ImportJobsDependencies, job: Job): Promise<void> {
    const found = await store.find(job.projectId, job.id)
    if (!found?.mapping) return
    const { path, mapping } = found
    if (path === null) throw new FileProblem('The file is no longer there. Send it again.')
    const isRun = job.kind === 'run'
    await store.change(job.id, { status: isRun ? 'running' : 'checking', problem: null })
    const { signal } = job.stopped
    const { file, inspection } = await inspectFile(
      path,
      { timezone: deps.timezoneOf(job.projectId) },
      mapping,
    )
    const { source, checkpoint } = isRun
      ? await identify(found, file, signal)
      : { source: job.id, checkpoint: null }
    if (signal.aborted) return
    const progress = new RunProgress(found.size, clock, checkpoint)
    job.progress = progress

    const blocks = readInThread(
      deps.readingThread,
      {
        file,
        mapping,
        columns: inspection.columns.map(({ name }) => name),
        source,
        addressKey: await store.addressKey(job.projectId),
        projectId: job.projectId,
        receivedAt: clock(),
        from: progress.position,
        withRows: isRun,
      },
      signal,
    )
    let savedAt = clock()
    await storeBlocks(
      blocks,
      (rows) =>
        appendPatiently(deps.eventLog, rows, signal, (reason) => {
          job.waiting = reason
        }),
      async (part) => {
        progress.add(part)
        if (!isRun || clock() - savedAt < CHECKPOINT_EVERY_MS) return
        savedAt = clock()
        await store.change(job.id, { checkpoint: progress.checkpoint(), run: progress.view() })
      },
    )
    if (signal.aborted) {
      if (isRun) await store.change(job.id, { checkpoint: progress.checkpoint(), run: progress.view() })
      return
    }
    progress.end()
    if (!isRun) {
      await store.change(job.id, { status: 'ready', dryRun: progress.view() })
      return
    }
    await store.change(job.id, {
      status: 'done',
      run: progress.view(),
      checkpoint: null,
      ...(found.isUpload && { path: null }),
    })
    // It may hold personal data, and has done its work.
    if (found.isUpload) await uploads.remove(job.id)
  }

  /** What tells the file's rows from others', and where to go on: at the beginning, if it is no longer the same file. */
  async function identify(found: StoredImport, file: Parameters<typeof contentHash>[0], signal: AbortSignal) {
    const hash =
      found.isUpload && found.contentHash !== null ? found.contentHash : await contentHash(file, signal)
    if (signal.aborted) return { source: '', checkpoint: null }
    const isSame = found.contentHash === null || found.contentHash === hash
    if (found.contentHash !== hash) await store.change(found.id, { contentHash: hash })
    return { source: found.source ?? hash, checkpoint: isSame ? found.checkpoint : null }
  }
}
