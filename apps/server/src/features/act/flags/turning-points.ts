import type { Flag, Serve } from '@throughline/evaluator/datafile'
import { momentOf } from '@throughline/evaluator/moment'

/** A ramp that grows evenly is told of at each hundredth of its way, but not more often than this. */
const SHORTEST_STEP_MS = 60_000

interface Growth {
  readonly from: number
  readonly to: number
  readonly step: number
}

/**
 * Says whether flags may answer otherwise at the later moment only because time went by: a schedule began or ended, a
 * ramp took a step, or one that grows evenly came a good deal further. In milliseconds since 1970.
 */
export function turningPoints(flags: readonly Flag[]): (after: number, upTo: number) => boolean {
  const served = flags.filter(({ enabled }) => enabled)
  const turns = served.flatMap(turnsOf)
  const growths = served.flatMap(({ rules, otherwise }) =>
    [...rules.map(({ serve }) => serve), otherwise].flatMap(growthsOf),
  )
  return (after, upTo) =>
    turns.some((at) => at > after && at <= upTo) ||
    growths.some((growth) => stepsTaken(growth, upTo) > stepsTaken(growth, after))
}

const turnsOf = ({ rules, otherwise }: Flag): number[] =>
  [...rules, { serve: otherwise }]
    .flatMap(({ serve, ...rule }) => [
      'from' in rule ? rule.from : undefined,
      'to' in rule ? rule.to : undefined,
      ...('ramp' in serve ? serve.ramp.points.map(({ at }) => at) : []),
    ])
    .filter((at) => at !== undefined)
    .map(momentOf)

function growthsOf(serve: Serve): Growth[] {
  if (!('ramp' in serve) || !serve.ramp.gradual) return []
  const { points } = serve.ramp
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    if (!next || next.percent === point.percent) return []
    const [from, to] = [momentOf(point.at), momentOf(next.at)]
    return [{ from, to, step: Math.max((to - from) / 100, SHORTEST_STEP_MS) }]
  })
}

const stepsTaken = ({ from, to, step }: Growth, at: number): number =>
  Math.floor((Math.min(Math.max(at, from), to) - from) / step)
