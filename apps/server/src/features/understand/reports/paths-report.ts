import type { PathsRequest, PathsResponse } from '@throughline/contract/reports'
import { AppError } from '../../../platform/app-error.ts'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { isAnchor, OTHER_NODE, type PathRow, type PathsPlan, queryPaths } from './queries/paths.ts'

/**
 * What follows an event or a page, or what leads to it. Each person or session counts once, from their first anchor on.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportPaths(
  deps: ReportDependencies,
  projectId: string,
  request: PathsRequest,
): Promise<PathsResponse> {
  const plan = planPaths(request)
  const scope = await openScope(deps, projectId, request, [])
  const sessions = await scope.sessionsFor(plan.unit, isAnchor(plan))
  return shapePaths(plan, await queryPaths(scope, plan, sessions))
}

function planPaths({ anchor, nodes, unit, depth, width, exclude }: PathsRequest): PathsPlan {
  const { direction, event, path } = anchor
  if ((event === undefined) === (path === undefined))
    throw new AppError('invalid', 'anchor: needs either event or path.', { field: 'anchor' })
  if (event === '*')
    throw new AppError('invalid', 'anchor.event: must be the name of one event.', { field: 'anchor.event' })
  return {
    direction,
    anchor: event === undefined ? { kind: 'page', name: path ?? '' } : { kind: 'event', name: event },
    nodes: nodes ?? 'both',
    unit: unit ?? 'session',
    depth: depth ?? 5,
    width: width ?? 10,
    exclude: exclude ?? [],
  }
}

function shapePaths(plan: PathsPlan, rows: readonly PathRow[]): PathsResponse {
  // Away from the anchor is forth in time after it, and back in time before it.
  const step = (away: number) => (plan.direction === 'from' ? away : -away)
  const id = (away: number, name: string) => `${step(away)}:${name}`
  const nodes = new Map<string, PathsResponse['nodes'][number]>()
  const edges: PathsResponse['edges'] = []
  for (const row of rows) {
    const here = id(row.step, row.name)
    const units = Number(row.units)
    const known = nodes.get(here)
    nodes.set(here, {
      id: here,
      step: step(row.step),
      name: row.name,
      ...(row.name === OTHER_NODE && { other: true }),
      count: (known?.count ?? 0) + units,
      dropOff: (known?.dropOff ?? 0) + (row.next === null ? units : 0),
    })
    if (row.next === null || row.step === plan.depth) continue
    const there = id(row.step + 1, row.next)
    const averageSeconds = row.averageMs === null ? null : row.averageMs / 1000
    const [source, target] = plan.direction === 'from' ? [here, there] : [there, here]
    edges.push({ source, target, count: units, averageSeconds })
  }
  return {
    nodes: [...nodes.values()].sort(
      (a, b) => a.step - b.step || b.count - a.count || (a.name < b.name ? -1 : 1),
    ),
    edges: edges.sort((a, b) => b.count - a.count || (a.source + a.target < b.source + b.target ? -1 : 1)),
  }
}
