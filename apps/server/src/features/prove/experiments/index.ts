import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import { openScope, type SegmentDirectory } from '../../../platform/events/event-scope.ts'
import { namesSegment } from '../../../platform/events/names-segment.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import { banditService } from './bandit-service.ts'
import { dayService } from './day-service.ts'
import { type ExperimentJobs, startExperimentJobs } from './experiment-jobs.ts'
import { askLog, choicesOf, type LogQuestion } from './experiment-queries.ts'
import { experimentEndpoints } from './experiment-routes.ts'
import { type ExperimentService, experimentService } from './experiment-service.ts'
import { experimentStore } from './experiment-store.ts'
import { type FrictionForExperiments, findingService } from './finding-service.ts'
import type { FlagsForExperiments } from './flags.ts'
import { layerService } from './layer-service.ts'
import { layerStore } from './layer-store.ts'
import { metricService } from './metric-service.ts'
import { metricStore } from './metric-store.ts'
import { phaseService } from './phase-service.ts'
import { planService } from './plan-service.ts'
import { plannedUnits } from './planned-units.ts'
import { reportLinkService } from './report-link-service.ts'
import { reportLinkStore } from './report-link-store.ts'
import { resultsService } from './results-service.ts'
import { sentenceText } from './verdict-words.ts'

export interface ExperimentsDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly projects: ProjectDirectory
  readonly segments: SegmentDirectory
  readonly flags: FlagsForExperiments
  readonly friction: FrictionForExperiments
  /** Name of somebody with a login; undefined where there is nobody by that id. */
  readonly nameOf: (userId: string) => Promise<string | undefined>
}

export interface ExperimentsFeature extends Feature {
  /** Works out now how running experiments stand, and waits for it; a timer does the same by itself. */
  readonly runDue: ExperimentJobs['runDue']
  readonly api: {
    /** Drafts and metrics that ask for a segment, in words. Of a started experiment its flag holds the audience. */
    namingSegment(projectId: string, id: string): Promise<readonly string[]>
  }
  close(): Promise<void>
}

/** Experiments: planned, run through flags, and judged. */
export function experimentsFeature(deps: ExperimentsDependencies): ExperimentsFeature {
  const { analytics, state, clock, logger, projects, flags, segments } = deps
  const store = experimentStore(state)
  const ask = (question: LogQuestion) => askLog({ analytics, segments }, question)
  const layers = layerService(layerStore(state), store, clock)
  const ownMetrics = metricStore(state)
  const metrics = metricService({
    store: ownMetrics,
    experiments: store,
    async checkFilters(projectId, definition) {
      const choices = choicesOf(definition).map((choice) => ({ choice, place: 'definition' }))
      const scope = await openScope({ analytics, segments }, projectId, anyDay, choices)
      for (const { choice, place } of choices) scope.matches(choice, place)
    },
    clock,
  })
  const plans = planService({ ask, metrics, projects, clock })
  const results = resultsService({
    ask,
    metrics,
    store,
    days: dayService(store, ask),
    flags,
    projects,
    clock,
  })
  const findings = findingService({
    friction: deps.friction,
    experiments: (): ExperimentService => experiments,
    plans,
    clock,
  })
  const phases = phaseService({ store, layers, flags })
  const experiments = experimentService({
    store,
    metrics,
    layers,
    phases,
    plannedUnits: (experiment) => plannedUnits(plans, experiment),
    flags,
    async onEnd(experiment) {
      if (experiment.finding === null) return
      try {
        const { verdict } = await results.of(experiment)
        await findings.tell(experiment, sentenceText(verdict.sentence))
      } catch (error) {
        // It has ended all the same.
        logger.error({ err: error }, 'What came of an experiment could not be told to its finding.')
      }
    },
    clock,
  })
  flags.keepWhile(async (projectId, key) => {
    const all = await store.all(projectId)
    return all.find(({ flag, state }) => flag === key && state !== 'archived')?.name
  })
  flags.onChange(({ experiments: ids, what, by, at, isOff }) => {
    const words = `${what.join(' ')}${isOff ? ' Everybody gets what it serves while switched off.' : ''}`
    const note = async () => {
      const name = by === null ? null : ((await deps.nameOf(by)) ?? null)
      for (const id of ids) await store.note(id, { at, what: words, ofFlag: true, by: name })
    }
    note().catch((error: unknown) =>
      logger.error({ err: error }, 'That a flag changed could not be noted beside its experiment.'),
    )
  })
  const bandits = banditService({ store, phases, metrics, flags, ask, projects, clock })
  const jobs = startExperimentJobs({ store, results, experiments, phases, bandits, logger })
  return {
    endpoints: experimentEndpoints({
      experiments,
      metrics,
      layers,
      results,
      plans,
      findings,
      links: reportLinkService({
        links: reportLinkStore(state),
        experiments,
        store,
        results,
        projects,
        clock,
      }),
      namesOf: ({ projectId, flag }) => {
        if (flag === '') return new Map()
        try {
          return new Map(
            flags.get(projectId, flag).details.variations.map(({ key, name }) => [key, name || key]),
          )
        } catch {
          return new Map()
        }
      },
      nameOf: deps.nameOf,
    }),
    runDue: jobs.runDue,
    api: {
      async namingSegment(projectId, id) {
        const [all, measured] = await Promise.all([store.all(projectId), ownMetrics.all(projectId)])
        const drafts = all.filter(
          ({ state: stage, plan: { audience, seen } }) =>
            stage === 'draft' &&
            (namesSegment(seen, id) ||
              audience.some(({ attribute, value }) => namesSegment({ property: attribute, value }, id))),
        )
        return [
          ...drafts.map(({ name }) => `the draft of the experiment "${name}"`),
          ...measured
            .filter(({ definition }) => namesSegment(definition, id))
            .map(({ name }) => `the metric "${name}"`),
        ]
      },
    },
    close: () => jobs.close(),
  }
}

/** A filter is checked without regard to time. */
const anyDay = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' }
