import { randomUUID } from 'node:crypto'
import type { ExperimentMetric, MetricDefinition } from '@throughline/contract/experiment-metrics'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { StoredExperiment } from './experiment.ts'
import type { ExperimentStore } from './experiment-store.ts'
import { checkDefinition, formatOf } from './metric.ts'
import type { MetricChange, MetricStore, StoredMetric } from './metric-store.ts'
import { readyMetrics } from './ready-metrics.ts'

const MOST_METRICS = 500

interface NewMetric {
  readonly name: string
  readonly description?: string
  readonly definition: MetricDefinition
}

export interface MetricService {
  /** Ready-made ones first. */
  list(projectId: string): Promise<ExperimentMetric[]>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<ExperimentMetric>
  create(projectId: string, metric: NewMetric): Promise<ExperimentMetric>
  /** @throws AppError `conflict` where what it measures would change under an experiment that was started */
  change(projectId: string, id: string, change: MetricChange): Promise<ExperimentMetric>
  /** @throws AppError `conflict` where an experiment uses it */
  remove(projectId: string, id: string): Promise<void>
}

export interface MetricServiceDependencies {
  readonly store: MetricStore
  readonly experiments: Pick<ExperimentStore, 'all'>
  /** Refuses filters that make no sense. */
  readonly checkFilters: (projectId: string, definition: MetricDefinition) => Promise<void>
  readonly clock: Clock
}

/** What experiments measure: metrics of the project, and those that came with the product. */
export function metricService({
  store,
  experiments,
  checkFilters,
  clock,
}: MetricServiceDependencies): MetricService {
  const list = async (projectId: string): Promise<ExperimentMetric[]> => {
    const [own, all] = await Promise.all([store.all(projectId), experiments.all(projectId)])
    const used = all.filter(({ state }) => state !== 'archived').flatMap(idsOf)
    const usedBy = (id: string) => used.filter((other) => other === id).length
    return [
      ...readyMetrics.map((metric) => ({ ...metric, usedBy: usedBy(metric.id) })),
      ...own.map((metric) => view(metric, usedBy(metric.id))),
    ]
  }
  const get = async (projectId: string, id: string): Promise<ExperimentMetric> => {
    const metric = (await list(projectId)).find((one) => one.id === id)
    if (!metric) throw new AppError('not_found', `No metric has the id "${id}".`)
    return metric
  }
  const own = async (projectId: string, id: string): Promise<ExperimentMetric> => {
    const metric = await get(projectId, id)
    if (metric.readyMade)
      throw new AppError(
        'conflict',
        `"${metric.name}" came with the product and stays as it is. Make a metric of your own from it.`,
      )
    return metric
  }
  const check = async (projectId: string, definition: MetricDefinition) => {
    checkDefinition(definition)
    await checkFilters(projectId, definition)
  }

  return {
    list,
    get,

    async create(projectId, { name, description = '', definition }) {
      checkStorable({ name, description, definition })
      await check(projectId, definition)
      if ((await store.all(projectId)).length >= MOST_METRICS)
        throw new AppError(
          'limit_exceeded',
          `A project has at most ${MOST_METRICS} metrics. Delete one that is no longer needed.`,
        )
      const now = new Date(clock())
      const metric = { id: randomUUID(), name, description, definition, createdAt: now, changedAt: now }
      await store.add(projectId, metric)
      return view(metric, 0)
    },

    async change(projectId, id, change) {
      checkStorable(change)
      await own(projectId, id)
      if (change.definition) {
        await check(projectId, change.definition)
        const user = (await experiments.all(projectId)).find(
          (experiment) => experiment.startedAt !== null && idsOf(experiment).includes(id),
        )
        if (user)
          throw new AppError(
            'conflict',
            `"${user.name}" was started with this metric, so what it measures stays. Make a new metric instead.`,
          )
      }
      await store.change(projectId, id, change, new Date(clock()))
      return get(projectId, id)
    },

    async remove(projectId, id) {
      const metric = await own(projectId, id)
      const user = (await experiments.all(projectId)).find((experiment) => idsOf(experiment).includes(id))
      if (user)
        throw new AppError('conflict', `"${user.name}" uses "${metric.name}". Take it out there first.`)
      await store.remove(projectId, id)
    },
  }
}

/** Ids of the metrics that an experiment names. */
export const idsOf = ({ plan: { metrics } }: Pick<StoredExperiment, 'plan'>): string[] => [
  ...(metrics.primary === null ? [] : [metrics.primary]),
  ...metrics.guardrails,
  ...metrics.secondaries,
]

const view = ({ createdAt, changedAt, ...metric }: StoredMetric, usedBy: number): ExperimentMetric => ({
  ...metric,
  format: formatOf(metric.definition),
  readyMade: false,
  usedBy,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
})
