import * as layerRoutes from '@throughline/contract/experiment-layers'
import * as metricRoutes from '@throughline/contract/experiment-metrics'
import { planExperiment } from '@throughline/contract/experiment-plan'
import { getExperimentReport, getExperimentResults } from '@throughline/contract/experiment-results'
import * as routes from '@throughline/contract/experiments'
import { type Endpoint, endpoint, type ProjectAccess } from '../../../platform/http/endpoint.ts'
import { nextBatchAt } from './bandit.ts'
import { type StoredExperiment, variationsOf } from './experiment.ts'
import type { Author, ExperimentService } from './experiment-service.ts'
import type { FindingService } from './finding-service.ts'
import type { LayerService } from './layer-service.ts'
import type { MetricService } from './metric-service.ts'
import type { PlanService } from './plan-service.ts'
import { reportLinkEndpoints } from './report-link-routes.ts'
import type { ReportLinkService } from './report-link-service.ts'
import { reportOf } from './report-of.ts'
import type { ResultsService } from './results-service.ts'

export interface ExperimentRoutesDependencies {
  readonly experiments: ExperimentService
  readonly metrics: MetricService
  readonly layers: LayerService
  readonly results: ResultsService
  readonly plans: PlanService
  readonly findings: FindingService
  readonly links: ReportLinkService
  /** Names of a flag's variations, by key. */
  readonly namesOf: (experiment: StoredExperiment) => ReadonlyMap<string, string>
  readonly nameOf: (userId: string) => Promise<string | undefined>
}

/** Experiments over HTTP. */
export function experimentEndpoints(deps: ExperimentRoutesDependencies): Endpoint[] {
  const { experiments, layers, results, plans, findings } = deps
  const author = async ({ userId }: ProjectAccess): Promise<Author> => ({
    userId,
    name: userId === null ? null : ((await deps.nameOf(userId)) ?? null),
  })
  const view = (experiment: StoredExperiment) => viewOf(experiment, deps.namesOf(experiment))
  const detail = async (experiment: StoredExperiment): Promise<routes.ExperimentDetail> => {
    const [history, checks] = await Promise.all([
      experiments.history(experiment.id),
      experiments.checks(experiment),
    ])
    return {
      ...view(experiment),
      history: history.map(({ at, what, by }) => ({ at: at.toISOString(), what, by })),
      checks,
    }
  }

  return [
    ...metricEndpoints(deps.metrics),
    ...reportLinkEndpoints(deps.links, author),
    endpoint(layerRoutes.listExperimentLayers, async ({ access }) => ({
      layers: await layers.list(access.projectId),
    })),
    endpoint(layerRoutes.createExperimentLayer, ({ access, body }) =>
      layers.create(access.projectId, body.name),
    ),
    endpoint(layerRoutes.getExperimentHoldout, async ({ access }) => ({
      share: (await layers.holdout(access.projectId)).share,
    })),
    endpoint(layerRoutes.changeExperimentHoldout, async ({ access, body }) => ({
      share: (await layers.changeHoldout(access.projectId, body.share)).share,
    })),
    endpoint(planExperiment, ({ access, body }) => plans.plan(access.projectId, body)),
    endpoint(routes.draftFromFinding, async ({ access, body }) =>
      detail(await findings.draft(access.projectId, body, await author(access))),
    ),
    endpoint(routes.listExperiments, async ({ access, query }) => {
      const all = await experiments.list(access.projectId)
      return {
        experiments: all
          .filter(({ state }) => (query.state ? state === query.state : state !== 'archived'))
          .filter(({ flag }) => query.flag === undefined || flag === query.flag)
          .map(view),
      }
    }),
    endpoint(routes.createExperiment, async ({ access, body }) =>
      detail(await experiments.create(access.projectId, body, await author(access))),
    ),
    endpoint(routes.getExperiment, async ({ access, params }) =>
      detail(await experiments.get(access.projectId, params.id)),
    ),
    endpoint(routes.changeExperiment, async ({ access, params, body }) =>
      detail(await experiments.change(access.projectId, params.id, body, await author(access))),
    ),
    endpoint(routes.deleteExperiment, async ({ access, params }) => {
      await experiments.remove(access.projectId, params.id)
      return undefined
    }),
    endpoint(routes.startExperiment, async ({ access, params }) =>
      detail(await experiments.start(access.projectId, params.id, await author(access))),
    ),
    endpoint(routes.growExperiment, async ({ access, params, body }) =>
      detail(await experiments.grow(access.projectId, params.id, body, await author(access))),
    ),
    endpoint(routes.stopExperiment, async ({ access, params, body }) =>
      detail(await experiments.stop(access.projectId, params.id, body.reason, await author(access))),
    ),
    endpoint(routes.shipVariation, async ({ access, params, body }) =>
      detail(await experiments.ship(access.projectId, params.id, body, await author(access))),
    ),
    endpoint(routes.archiveExperiment, async ({ access, params }) =>
      detail(await experiments.archive(access.projectId, params.id, await author(access))),
    ),
    endpoint(getExperimentResults, async ({ access, params }) =>
      results.of(await experiments.get(access.projectId, params.id)),
    ),
    endpoint(getExperimentReport, async ({ access, params }) => {
      const experiment = await experiments.get(access.projectId, params.id)
      return reportOf(experiment, await results.of(experiment))
    }),
  ]
}

const metricEndpoints = (metrics: MetricService): Endpoint[] => [
  endpoint(metricRoutes.listExperimentMetrics, async ({ access }) => ({
    metrics: await metrics.list(access.projectId),
  })),
  endpoint(metricRoutes.createExperimentMetric, ({ access, body }) => metrics.create(access.projectId, body)),
  endpoint(metricRoutes.getExperimentMetric, ({ access, params }) =>
    metrics.get(access.projectId, params.id),
  ),
  endpoint(metricRoutes.changeExperimentMetric, ({ access, params, body }) =>
    metrics.change(access.projectId, params.id, body),
  ),
  endpoint(metricRoutes.deleteExperimentMetric, async ({ access, params }) => {
    await metrics.remove(access.projectId, params.id)
    return undefined
  }),
]

function viewOf(experiment: StoredExperiment, names: ReadonlyMap<string, string>): routes.Experiment {
  const { plan, phases, startedAt, stoppedAt } = experiment
  return {
    id: experiment.id,
    name: experiment.name,
    state: experiment.state,
    flag: experiment.flag,
    environment: experiment.environment,
    layer: experiment.layer,
    hypothesis: plan.hypothesis,
    control: plan.control,
    unit: plan.unit,
    audience: [...plan.audience],
    traffic: phases.at(-1)?.traffic ?? plan.traffic,
    split: phases.at(-1)?.split ?? plan.split,
    bandit: plan.bandit,
    metrics: plan.metrics,
    decision: plan.decision,
    seen: plan.seen,
    variations: variationsOf(plan).map((key) => ({ key, name: names.get(key) ?? key })),
    phases: phases.map(({ at, traffic, split, because }) => ({
      at,
      traffic,
      split,
      because: because ?? null,
    })),
    nextBatchAt: nextBatchAt(experiment)?.toISOString() ?? null,
    finding: experiment.finding,
    shipped: experiment.shipped,
    decided: experiment.decided,
    standing: experiment.standing,
    createdAt: experiment.createdAt.toISOString(),
    changedAt: experiment.changedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  }
}
