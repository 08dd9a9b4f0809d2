import type { PlanRequest } from '@throughline/contract/experiment-plan'
import type { FlagCondition } from '@throughline/contract/flag-rules'
import type { Finding } from '@throughline/contract/friction'
import type { ExperimentWords } from './experiment-words.ts'

/** What every browser's request tells when it asks for a flag. */
const inContext = new Set(['device.type', 'browser.name', 'browser.version', 'os.name', 'os.version'])

/** Metrics that a signal is counted by. */
const signalMetrics: Readonly<Record<string, string>> = {
  rage_clicked: 'ready:rage',
  dead_clicked: 'ready:rage',
  error_shown: 'ready:errors',
  script_failed: 'ready:errors',
  request_failed: 'ready:errors',
  help_sought: 'ready:help',
}

const LEAST_EFFECT = 0.01
const MOST_EFFECT = 1

/** What a friction finding says of the experiment that would prove its repair. */
export interface FindingDraft {
  readonly words: ExperimentWords & { readonly name: string }
  /** What its duration is planned by. */
  readonly plan: PlanRequest
}

/** What of a finding its experiment follows from. */
type DraftedFinding = Pick<Finding, 'id' | 'title' | 'who' | 'signal' | 'where' | 'sessions' | 'conversion'>

/** Metric, audience, guardrails and expected effect of an experiment, as a finding has them. */
export function findingDraft(finding: DraftedFinding): FindingDraft {
  const { id, title, who, signal, where } = finding
  const primary = 'ready:ordered'
  const own = signalMetrics[signal]
  const guardrails = ['ready:revenue', 'ready:cancelled', 'ready:errors'].filter((metric) => metric !== own)
  const audience = Object.entries(who).flatMap(([field, value]): FlagCondition[] => {
    if (field === 'segment') return [{ attribute: 'segment', operator: 'in', value: [value] }]
    return inContext.has(field) ? [{ attribute: field, operator: 'equals', value }] : []
  })
  const left = Object.keys(who).filter((field) => field !== 'segment' && !inContext.has(field))
  const effect = effectOf(finding)
  const seen = where.path === null ? null : { event: '*', where: [placeFilter(where.path)] }
  return {
    words: {
      name: `Repair: ${title}`.slice(0, 200),
      hypothesis: hypothesisOf(finding, left),
      finding: id,
      audience,
      metrics: { primary, guardrails, secondaries: own ? [own] : [] },
      decision: { effect },
      seen,
    },
    plan: {
      metric: primary,
      audience,
      ...(seen && { seen }),
      effect,
    },
  }
}

/** By how much more people at the place would go on if nobody met it: relative, and never more than doubled. */
function effectOf({
  sessions: { exposedShare },
  conversion: { comparable, lossPoints },
}: DraftedFinding): number {
  const lost = exposedShare * lossPoints.estimate
  const now = comparable - lost
  const effect = now > 0 ? lost / now : MOST_EFFECT
  return Number(Math.min(Math.max(effect, LEAST_EFFECT), MOST_EFFECT).toPrecision(2))
}

function hypothesisOf(
  { title, conversion: { lossPoints, next } }: DraftedFinding,
  left: readonly string[],
): string {
  const points = (lossPoints.estimate * 100).toFixed(1)
  return [
    `Without "${title}", ${points} points more of those who meet it would go on${next ? ` to ${next}` : ''}: so it seems by comparing like with like. An experiment proves it.`,
    ...(left.length > 0
      ? [
          `The finding is about a group by ${left.join(', ')}, which browsers do not tell when they ask for a flag, so the experiment takes all of them. Where your code sends it, add it as a condition.`,
        ]
      : []),
  ].join(' ')
}

/** A page pattern as a filter: * stands for one part of a path. */
function placeFilter(path: string) {
  if (!path.includes('*')) return { property: 'path', operator: 'equals' as const, value: path }
  const pattern = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+')
  return { property: 'path', operator: 'matches' as const, value: `^${pattern}$` }
}
