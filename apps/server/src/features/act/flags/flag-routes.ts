import {
  createEnvironment,
  defaultEnvironment,
  deleteEnvironment,
  type Environment,
  listEnvironments,
} from '@throughline/contract/environments'
import * as routes from '@throughline/contract/flags'
import { AppError } from '../../../platform/app-error.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { EnvironmentService } from './environment-service.ts'
import { experimentsIn, type StoredEnvironment, type StoredFlag } from './flag.ts'
import { isDefault } from './flag-directory.ts'
import type { FlagRemoval } from './flag-removal.ts'
import { type FlagService, noEnvironment, ownOf } from './flag-service.ts'
import type { StoredChange } from './flag-store.ts'
import { settingsWords } from './flag-words.ts'
import type { TrialService } from './trial-service.ts'
import { isUndoable } from './undo.ts'
import type { UsageService } from './usage-service.ts'

export interface FlagRoutesDependencies {
  readonly flags: FlagService
  readonly removal: FlagRemoval
  readonly environments: EnvironmentService
  readonly usage: UsageService
  readonly trials: TrialService
  /** Name of somebody with a login; undefined where there is nobody by that id. */
  readonly nameOf: (userId: string) => Promise<string | undefined>
}

export const flagEndpoints = ({
  flags,
  removal,
  environments,
  usage,
  trials,
  nameOf,
}: FlagRoutesDependencies): Endpoint[] => [
  endpoint(listEnvironments, ({ access }) => ({
    environments: environments.list(access.projectId).map(environmentView),
  })),
  endpoint(createEnvironment, async ({ access, body }) =>
    environmentView(await environments.create(access.projectId, body)),
  ),
  endpoint(deleteEnvironment, async ({ access, params }) => {
    await environments.remove(access.projectId, params.key)
    return undefined
  }),

  endpoint(routes.listFlags, async ({ access: { projectId }, query }) => {
    const all = flags.list(projectId)
    const known = await usage.overview(projectId, all)
    const order = environments.list(projectId)
    const summaries = all
      .filter((flag) => (flag.archivedAt !== null) === (query.archived ?? false))
      .filter((flag) => query.tag === undefined || flag.details.tags.includes(query.tag))
      .filter((flag) => isFound(flag, query.search ?? ''))
      .map((flag) => summaryOf(flag, order, known.get(flag.key)))
    return {
      flags: query.stale ? summaries.filter(({ stale }) => stale) : summaries,
      stale: [...known.values()].filter(({ stale }) => stale).length,
    }
  }),
  endpoint(routes.createFlag, async ({ access, body }) =>
    view(await flags.create(access.projectId, body, access.userId)),
  ),
  endpoint(routes.getFlag, ({ access, params }) => view(flags.get(access.projectId, params.key))),
  endpoint(routes.changeFlag, async ({ access, params, body: { version, ...change } }) =>
    view(await flags.change(access.projectId, params.key, change, { by: access.userId, version })),
  ),
  endpoint(routes.putFlagSettings, async ({ access, params, body: { version, ...settings } }) => {
    const base = { by: access.userId, version }
    return view(await flags.putSettings(access.projectId, params.key, params.environment, settings, base))
  }),
  endpoint(routes.switchFlag, async ({ access, params, body }) => {
    const { environment = defaultEnvironment, enabled, version } = body
    const base = { by: access.userId, version }
    return view(await flags.switch(access.projectId, params.key, environment, enabled, base))
  }),
  endpoint(routes.archiveFlag, async ({ access, params, body: { version } }) =>
    view(await flags.archive(access.projectId, params.key, { by: access.userId, version })),
  ),
  endpoint(routes.restoreFlag, async ({ access, params, body: { version } }) =>
    view(await flags.restore(access.projectId, params.key, { by: access.userId, version })),
  ),
  endpoint(routes.deleteFlag, async ({ access, params }) => {
    await removal.remove(access.projectId, params.key)
    return undefined
  }),

  endpoint(routes.listFlagHistory, async ({ access, params, query: { limit = 50, before } }) => {
    if (before !== undefined && !/^\d{1,18}$/.test(before))
      throw new AppError('invalid', 'before: expected `next` of an earlier answer.', { field: 'before' })
    const flag = flags.get(access.projectId, params.key)
    const changes = await flags.history(access.projectId, params.key, before, limit + 1)
    const shown = changes.slice(0, limit)
    const names = new Map<string, string | undefined>()
    for (const { by } of shown) if (by !== null && !names.has(by)) names.set(by, await nameOf(by))
    return {
      changes: shown.map((change) => changeView(change, names, flag)),
      next: changes.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  }),
  endpoint(routes.undoFlagChange, async ({ access, params, body: { version, change } }) =>
    view(await flags.undo(access.projectId, params.key, change, { by: access.userId, version })),
  ),

  endpoint(routes.getFlagUsage, async ({ access: { projectId }, params, query }) => {
    const { environment = defaultEnvironment, days = 30 } = query
    const flag = flags.get(projectId, params.key)
    if (!ownOf(flag.settings, environment)) throw noEnvironment(environment, environments.list(projectId))
    const used = await usage.of(flag, flags.list(projectId), environment, days)
    return {
      environment,
      total: used.total,
      lastEvaluatedAt: used.lastEvaluatedAt?.toISOString() ?? null,
      days: [...used.days],
      stale: used.stale,
    }
  }),
  endpoint(routes.tryFlag, ({ access, params, body }) => {
    const { environment = defaultEnvironment, ...rest } = body
    return trials.run(flags.get(access.projectId, params.key), { environment, ...rest })
  }),
]

const environmentView = (environment: StoredEnvironment): Environment => ({
  key: environment.key,
  name: environment.name,
  isDefault: isDefault(environment),
  createdAt: environment.createdAt.toISOString(),
})

const view = ({ key, type, details, settings, version, ...flag }: StoredFlag): routes.Flag => ({
  key,
  type,
  ...details,
  tags: [...details.tags],
  variations: [...details.variations],
  version,
  createdAt: flag.createdAt.toISOString(),
  changedAt: flag.changedAt.toISOString(),
  archivedAt: flag.archivedAt?.toISOString() ?? null,
  environments: { ...settings },
})

function isFound({ key, details }: StoredFlag, search: string): boolean {
  const text = search.trim().toLowerCase()
  return [key, details.name, details.description, ...details.tags].some((each) =>
    each.toLowerCase().includes(text),
  )
}

const summaryOf = (
  { key, type, details, settings, version, archivedAt, changedAt }: StoredFlag,
  order: readonly StoredEnvironment[],
  known: { lastEvaluatedAt: Date | null; stale: routes.StaleFlag | null } | undefined,
): routes.FlagSummary => ({
  key,
  name: details.name,
  type,
  tags: [...details.tags],
  browsers: details.browsers,
  version,
  changedAt: changedAt.toISOString(),
  archivedAt: archivedAt?.toISOString() ?? null,
  lastEvaluatedAt: known?.lastEvaluatedAt?.toISOString() ?? null,
  stale: known?.stale ?? null,
  environments: order.flatMap(({ key: environment }) => {
    const own = ownOf(settings, environment)
    if (!own) return []
    return [
      { environment, enabled: own.enabled, serves: settingsWords(own), experiments: experimentsIn(own) },
    ]
  }),
})

const changeView = (
  change: StoredChange,
  names: ReadonlyMap<string, string | undefined>,
  { settings, archivedAt }: StoredFlag,
): routes.FlagChange => ({
  id: change.id,
  at: change.at.toISOString(),
  by: change.by === null ? null : (names.get(change.by) ?? 'somebody who has left'),
  version: change.version,
  environment: change.part.part === 'settings' ? change.part.environment : null,
  what: [...change.what],
  before: change.before,
  after: change.after,
  undoable:
    archivedAt === null &&
    isUndoable(change) &&
    (change.part.part !== 'settings' || Object.hasOwn(settings, change.part.environment)),
})
