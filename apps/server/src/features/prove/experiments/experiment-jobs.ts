import type { FastifyBaseLogger } from 'fastify'
import type { BanditService } from './bandit-service.ts'
import type { StoredExperiment } from './experiment.ts'
import type { ExperimentService } from './experiment-service.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { PhaseService } from './phase-service.ts'
import type { ResultsService } from './results-service.ts'

const EVERY_MS = 60 * 60_000
/** After a restart, what was missed waits no longer than this. */
const FIRST_MS = 60_000

export interface ExperimentJobs {
  /** Does now what is due, and waits for it. */
  runDue(): Promise<void>
  /** Begins nothing new and waits for what is under way. */
  close(): Promise<void>
}

export interface ExperimentJobsDependencies {
  readonly store: Pick<ExperimentStore, 'running' | 'unservedEnds'>
  readonly results: ResultsService
  readonly experiments: Pick<ExperimentService, 'whileRunning' | 'serveEnd'>
  readonly phases: Pick<PhaseService, 'catchUp'>
  readonly bandits: BanditService
  readonly logger: FastifyBaseLogger
}

/**
 * Keeps verdicts and days of running experiments and opens the batches of bandits that are due, one experiment after the
 * other. A failure is logged and left to the next time.
 */
export function startExperimentJobs(deps: ExperimentJobsDependencies): ExperimentJobs {
  const { store, results, experiments, phases, bandits, logger } = deps
  let ended = false
  let working: Promise<void> | undefined
  const work = async () => {
    const running = await store.running()
    const forEach = async (
      all: readonly StoredExperiment[],
      failed: string,
      job: (experiment: StoredExperiment) => Promise<void>,
    ) => {
      for (const experiment of all) {
        if (ended) return
        await job(experiment).catch((error: unknown) =>
          logger.error({ err: error, experiment: experiment.id }, failed),
        )
      }
    }
    // What was cut off is served before anything is worked out, which takes longer.
    await forEach(await store.unservedEnds(), 'The end of an experiment could not be served.', (experiment) =>
      experiments.serveEnd(experiment),
    )
    await forEach(running, 'What an experiment let in could not be served.', (experiment) =>
      experiments.whileRunning(experiment, phases.catchUp),
    )
    await forEach(
      running,
      'How an experiment stands could not be worked out, or its next batch not be opened.',
      async (experiment) => {
        const now = await results.of(experiment)
        await experiments.whileRunning(experiment, (current) => bandits.advance(current, now))
      },
    )
  }
  const runDue = () => {
    if (!ended)
      working ??= work()
        .catch((error: unknown) => logger.error({ err: error }, 'The running experiments could not be read.'))
        .finally(() => {
          working = undefined
        })
    return working ?? Promise.resolve()
  }
  const timer = setInterval(runDue, EVERY_MS)
  timer.unref()
  const first = setTimeout(runDue, FIRST_MS)
  first.unref()
  return {
    runDue,
    async close() {
      clearInterval(timer)
      clearTimeout(first)
      ended = true
      await working
    },
  }
}
