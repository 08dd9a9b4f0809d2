import { randomUUID } from 'node:crypto'
import type { ExperimentDetail, ExperimentSplit, ExperimentState } from '@throughline/contract/experiments'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { batchTraffic } from './bandit.ts'
import { defaultPlan, type HistoryLine, type StoredExperiment, variationsOf } from './experiment.ts'
import type { ExperimentStore } from './experiment-store.ts'
import { checkUnfrozen, type ExperimentWords, planAfter } from './experiment-words.ts'
import type { FlagsForExperiments } from './flags.ts'
import type { LayerService } from './layer-service.ts'
import { idsOf, type MetricService } from './metric-service.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { PhaseService } from './phase-service.ts'
import { splitProblem, startChecks } from './start-checks.ts'

const MOST_EXPERIMENTS = 1000

export interface ExperimentService {
  list(projectId: string): Promise<StoredExperiment[]>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<StoredExperiment>
  history(id: string): Promise<HistoryLine[]>
  /** What a draft needs to be started. */
  checks(experiment: StoredExperiment): Promise<ExperimentDetail['checks']>
  create(
    projectId: string,
    words: ExperimentWords & { readonly name: string },
    by: Author,
  ): Promise<StoredExperiment>
  /** @throws AppError `conflict` for what the start has frozen */
  change(projectId: string, id: string, words: ExperimentWords, by: Author): Promise<StoredExperiment>
  /** @throws AppError `conflict` for one that was started */
  remove(projectId: string, id: string): Promise<void>
  /** @throws AppError `conflict` with all that stands in the way */
  start(projectId: string, id: string, by: Author): Promise<StoredExperiment>
  /** @throws AppError `conflict` where traffic would shrink, or the layer has no room */
  grow(
    projectId: string,
    id: string,
    more: { readonly traffic: number; readonly split?: ExperimentSplit },
    by: Author,
  ): Promise<StoredExperiment>
  stop(projectId: string, id: string, reason: string | undefined, by: Author): Promise<StoredExperiment>
  ship(
    projectId: string,
    id: string,
    word: { readonly variation: string; readonly reason?: string },
    by: Author,
  ): Promise<StoredExperiment>
  archive(projectId: string, id: string, by: Author): Promise<StoredExperiment>
  /** Serves an end that was kept and then cut off. */
  serveEnd(experiment: Pick<StoredExperiment, 'projectId' | 'id'>): Promise<void>
  /** Does something to a running experiment, as it is then, while nothing else is done to it; nothing if it ended. */
  whileRunning(
    experiment: Pick<StoredExperiment, 'projectId' | 'id'>,
    work: (experiment: StoredExperiment) => Promise<void>,
  ): Promise<void>
}

/** Who does it. */
export interface Author {
  /** Null where a token speaks. */
  readonly userId: string | null
  readonly name: string | null
}

export interface ExperimentServiceDependencies {
  readonly store: ExperimentStore
  readonly metrics: Pick<MetricService, 'list'>
  readonly layers: Pick<LayerService, 'room' | 'alone' | 'holdout'>
  readonly phases: PhaseService
  /** Units that an experiment is planned for, by its plan and the history; null where nothing is known. */
  readonly plannedUnits: (experiment: StoredExperiment) => Promise<number | null>
  readonly flags: FlagsForExperiments
  /** Told after an experiment began, ended or was decided. */
  readonly onEnd: (experiment: StoredExperiment) => Promise<void>
  readonly clock: Clock
}

/**
 * Experiments from draft to decision. A start and an end are kept first and served then: who is killed between the two
 * leaves what is served within a minute after the restart (`PhaseService.catchUp`, `serveEnd`), never a draft that serves
 * or an experiment that runs on though somebody ended it.
 */
export function experimentService(deps: ExperimentServiceDependencies): ExperimentService {
  const { store, metrics, layers, phases: served, flags, clock } = deps
  const inTurn = oneAtATime()

  const get = async (projectId: string, id: string): Promise<StoredExperiment> => {
    const experiment = await store.find(projectId, id)
    if (!experiment) throw new AppError('not_found', `No experiment has the id "${id}".`)
    return experiment
  }
  const inState = async (
    projectId: string,
    id: string,
    states: readonly ExperimentState[],
    what: string,
  ): Promise<StoredExperiment> => {
    const experiment = await get(projectId, id)
    if (!states.includes(experiment.state))
      throw new AppError(
        'conflict',
        `"${experiment.name}" is ${stateWords[experiment.state]}; ${what} needs one that is ${states.map((state) => stateWords[state]).join(' or ')}.`,
      )
    return experiment
  }
  const line = (what: string, by: Author): HistoryLine => ({
    at: new Date(clock()),
    what,
    ofFlag: false,
    by: by.name,
  })
  const save = async (
    experiment: StoredExperiment,
    change: Parameters<ExperimentStore['change']>[2],
    lines: readonly HistoryLine[],
  ): Promise<StoredExperiment> => {
    const changedAt = new Date(clock())
    if (!(await store.change(experiment.id, experiment.state, { ...change, changedAt }, lines)))
      throw new AppError(
        'conflict',
        `"${experiment.name}" was changed by somebody else meanwhile. Look again.`,
      )
    return { ...experiment, ...change, changedAt }
  }

  const checks = async (experiment: StoredExperiment): Promise<ExperimentDetail['checks']> => {
    const { projectId, plan } = experiment
    if (experiment.state !== 'draft') return []
    const [known, running] = await Promise.all([metrics.list(projectId), store.all(projectId)])
    const room = await layers
      .room(experiment, plan.traffic)
      .catch((error: unknown) => ({ full: error instanceof AppError ? error.message : 'The layer is gone.' }))
    return startChecks({
      plan,
      flagKey: experiment.flag,
      flag: flagKnown(flags, experiment, running),
      environmentKnown: flags.environments(projectId).includes(experiment.environment),
      unknownMetrics: idsOf(experiment).filter((id) => known.every((metric) => metric.id !== id)),
      layerFull: room.full,
      primary: known.find(({ id }) => id === plan.metrics.primary)?.definition,
    })
  }

  const ended = async (kept: StoredExperiment): Promise<StoredExperiment> => {
    const experiment = await save(kept, { unservedEnd: false }, [])
    await deps.onEnd(experiment)
    return experiment
  }
  const end = async (
    experiment: StoredExperiment,
    how: Pick<StoredExperiment, 'shipped' | 'stoppedAt' | 'decided'>,
    what: string,
    by: Author,
  ): Promise<StoredExperiment> => {
    const kept = await save(experiment, { state: 'stopped', ...how, unservedEnd: true }, [line(what, by)])
    try {
      await served.end(kept, by.userId)
    } catch (error) {
      const { state, shipped, stoppedAt, decided, unservedEnd } = experiment
      const asBefore = { state, shipped, stoppedAt, decided, unservedEnd }
      await save(kept, asBefore, [line('The flag did not take it, so all is as it was before.', by)])
      throw error
    }
    return ended(kept)
  }

  return {
    list: (projectId) => store.all(projectId),
    get,
    history: (id) => store.history(id),
    checks,

    async create(projectId, words, by) {
      checkStorable(words)
      if ((await store.all(projectId)).length >= MOST_EXPERIMENTS)
        throw new AppError(
          'limit_exceeded',
          `A project has at most ${MOST_EXPERIMENTS} experiments. Delete drafts that are no longer needed.`,
        )
      const now = new Date(clock())
      const experiment: StoredExperiment = {
        id: randomUUID(),
        projectId,
        name: words.name,
        state: 'draft',
        flag: words.flag ?? '',
        environment: words.environment ?? 'production',
        layer: words.layer ?? null,
        plan: planAfter(defaultPlan, words),
        phases: [],
        holdout: null,
        finding: words.finding ?? null,
        shipped: null,
        decided: null,
        standing: null,
        createdAt: now,
        changedAt: now,
        startedAt: null,
        stoppedAt: null,
        unservedEnd: false,
      }
      await store.add(experiment, line('Draft made.', by))
      return experiment
    },

    change: (projectId, id, words, by) =>
      inTurn(id, async () => {
        checkStorable(words)
        const experiment = await inState(projectId, id, ['draft', 'running', 'stopped'], 'a change')
        if (experiment.state !== 'draft') checkUnfrozen(experiment, words)
        const plan = planAfter(experiment.plan, words)
        const change = {
          plan,
          ...(words.name !== undefined && { name: words.name }),
          ...(words.flag !== undefined && { flag: words.flag }),
          ...(words.environment !== undefined && { environment: words.environment }),
          ...(words.layer !== undefined && { layer: words.layer }),
        }
        const lines =
          experiment.state === 'draft' ? [] : [line('What else is watched, or its words, changed.', by)]
        return save(experiment, change, lines)
      }),

    remove: (projectId, id) =>
      inTurn(id, async () => {
        await inState(projectId, id, ['draft'], 'deleting')
        await store.remove(projectId, id)
      }),

    start: (projectId, id, by) =>
      inTurn(id, async () => {
        const draft = await inState(projectId, id, ['draft'], 'starting')
        const missing = (await checks(draft)).filter(({ state }) => state === 'no')
        if (missing.length > 0)
          throw new AppError('conflict', missing.map(({ sentence }) => sentence).join(' '))
        const { split, bandit, decision } = draft.plan
        const traffic = bandit
          ? batchTraffic({ ...bandit, traffic: draft.plan.traffic }, 1)
          : draft.plan.traffic
        const { salt, share } = await layers.holdout(projectId)
        // Fixed here: were it looked up again from later data, the interval would no longer hold at every look.
        const plannedUnits = decision.plannedUnits ?? (await deps.plannedUnits(draft))
        const plan = { ...draft.plan, decision: { ...decision, plannedUnits } }
        const startedAt = new Date(clock())
        const holdout = share > 0 ? { salt, share } : null
        const words = bandit
          ? `Started as a bandit: the first of ${bandit.batches} batches is ${traffic} % of the audience.`
          : `Started with ${traffic} % of the audience.`
        const running = await layers.alone(draft, async () => {
          const room = await layers.room(draft, traffic)
          if (!room.slots) throw new AppError('conflict', room.full)
          const phases = [{ at: startedAt.toISOString(), traffic, slots: room.slots, split }]
          return save(draft, { state: 'running', plan, phases, holdout, startedAt }, [line(words, by)])
        })
        try {
          await served.serve(running, running.phases, by.userId)
        } catch (error) {
          const { state, plan: before, phases: none, holdout: kept, startedAt: never } = draft
          const asBefore = { state, plan: before, phases: none, holdout: kept, startedAt: never }
          await save(running, asBefore, [line('The flag did not take it, so it is a draft again.', by)])
          throw error
        }
        return running
      }),

    grow: (projectId, id, { traffic, split }, by) =>
      inTurn(id, async () => {
        const experiment = await inState(projectId, id, ['running'], 'more traffic')
        if (experiment.plan.bandit)
          throw new AppError(
            'conflict',
            `"${experiment.name}" is a bandit: it lets its batches in by itself, up to ${experiment.plan.traffic} %.`,
          )
        const now = experiment.phases.at(-1)?.traffic ?? 0
        if (traffic <= now)
          throw new AppError(
            'conflict',
            `traffic: it is ${now} % and can only grow, so that nobody changes variation. To let fewer in, stop the experiment.`,
            { field: 'traffic' },
          )
        const next = split ?? experiment.phases.at(-1)?.split ?? experiment.plan.split
        const problem = splitProblem(next) ?? sameVariations(next, experiment)
        if (problem) throw new AppError('invalid', `split: ${problem}`, { field: 'split' })
        return served.add(experiment, {
          at: new Date(clock()).toISOString(),
          traffic,
          split: next,
          line: line(`Traffic grew from ${now} % to ${traffic} %.`, by),
          by: by.userId,
        })
      }),

    stop: (projectId, id, reason, by) =>
      inTurn(id, async () => {
        checkStorable({ reason })
        const experiment = await inState(projectId, id, ['running'], 'stopping')
        const how = { shipped: null, stoppedAt: new Date(clock()), decided: reason ?? null }
        return end(experiment, how, `Stopped.${reason ? ` ${reason}` : ''}`, by)
      }),

    ship: (projectId, id, { variation, reason }, by) =>
      inTurn(id, async () => {
        checkStorable({ variation, reason })
        const experiment = await inState(projectId, id, ['running', 'stopped'], 'shipping')
        if (!variationsOf(experiment.plan).includes(variation))
          throw new AppError('invalid', `variation: the experiment has no variation "${variation}".`, {
            field: 'variation',
          })
        const how = {
          shipped: variation,
          stoppedAt: experiment.stoppedAt ?? new Date(clock()),
          decided: reason ?? experiment.decided,
        }
        return end(experiment, how, `"${variation}" shipped.${reason ? ` ${reason}` : ''}`, by)
      }),

    whileRunning: ({ projectId, id }, work) =>
      inTurn(id, async () => {
        const experiment = await store.find(projectId, id)
        if (experiment?.state === 'running') await work(experiment)
      }),

    archive: (projectId, id, by) =>
      inTurn(id, async () => {
        const experiment = await inState(projectId, id, ['draft', 'stopped'], 'archiving')
        return save(experiment, { state: 'archived' }, [line('Archived.', by)])
      }),

    serveEnd: ({ projectId, id }) =>
      inTurn(id, async () => {
        const kept = await store.find(projectId, id)
        if (!kept?.unservedEnd) return
        await served.end(kept, null)
        await ended(kept)
      }),
  }
}

const stateWords: Readonly<Record<ExperimentState, string>> = {
  draft: 'a draft',
  running: 'running',
  stopped: 'stopped',
  archived: 'archived',
}

function sameVariations(split: ExperimentSplit, { plan }: StoredExperiment): string | null {
  const known = variationsOf(plan)
  const keys = split.map(({ variation }) => variation)
  return keys.length === known.length && known.every((key) => keys.includes(key))
    ? null
    : `It must name the same variations: ${known.join(', ')}.`
}

function flagKnown(
  flags: FlagsForExperiments,
  { projectId, flag, environment, id }: StoredExperiment,
  all: readonly StoredExperiment[],
) {
  if (flag === '') return undefined
  try {
    const stored = flags.get(projectId, flag)
    return {
      archived: stored.archivedAt !== null,
      off: stored.settings[environment]?.enabled === false,
      variations: stored.details.variations,
      others: all
        .filter(
          (other) =>
            other.state === 'running' &&
            other.id !== id &&
            other.flag === flag &&
            other.environment === environment,
        )
        .map(({ name }) => `"${name}"`),
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined
    throw error
  }
}
