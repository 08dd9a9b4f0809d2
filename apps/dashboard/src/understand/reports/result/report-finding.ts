import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { formatCount, formatShare } from '../../../format/number.ts'
import type { Estimate } from '../../../ui/interval-mark.tsx'
import { funnelFinding } from '../funnel/funnel-finding.ts'
import { lifecycleFinding } from '../lifecycle/lifecycle-finding.ts'
import { pathsFinding } from '../paths/paths-finding.ts'
import { retentionCurve } from '../retention/retention-curve.ts'
import { retentionFinding } from '../retention/retention-finding.ts'
import { trendFinding } from '../trend/trend-finding.ts'
import type { Answered } from './ask-report.ts'
import { whenWords } from './asked-range.ts'
import type { Finding } from './finding.tsx'

/** What a report found, in one sentence. */
export function reportFinding(answered: Answered, now: number): Finding {
  switch (answered.type) {
    case 'trend':
      return trendFinding(answered.asked, answered.answer)
    case 'funnel':
      return funnelFinding(answered.asked, answered.answer)
    case 'retention':
      return retentionFinding(answered.asked, answered.answer, now)
    case 'paths':
      return pathsFinding(answered.asked, answered.answer)
    case 'lifecycle':
      return lifecycleFinding(answered.asked, answered.answer, now)
  }
}

/** Whether there was anything to count at all. */
export function isEmpty(answered: Answered): boolean {
  switch (answered.type) {
    case 'trend':
      return answered.answer.series.every(({ values }) =>
        values.every((value) => value === null || value === 0),
      )
    case 'funnel':
      return (answered.answer.steps[0]?.count ?? 0) === 0
    case 'retention':
      return answered.answer.cohorts.every(({ counts }) => (counts[0] ?? 0) === 0)
    case 'paths':
      return answered.answer.nodes.length === 0
    case 'lifecycle':
      return [
        answered.answer.new,
        answered.answer.returning,
        answered.answer.resurrecting,
        answered.answer.dormant,
      ]
        .flat()
        .every((people) => people === 0)
  }
}

/** How sure the sentence is, of how many people or sessions, over which days. */
export function reportBasis(answered: Answered, now: number): string {
  const when = whenWords(answered.asked)
  switch (answered.type) {
    case 'trend':
    case 'lifecycle':
      return `All events are counted, none estimated. ${when}.`
    case 'funnel': {
      const { steps } = answered.answer
      const base = steps[0]?.count ?? 0
      const unit = answered.asked.unit === 'session' ? 'session' : 'person'
      return `The share lies ${bounds(wilsonInterval(steps.at(-1)?.count ?? 0, base))}of ${formatCount(base, unit, unit === 'person' ? 'people' : 'sessions')}. ${when}.`
    }
    case 'retention': {
      if (answered.asked.value) return `All events are counted, none estimated. ${when}.`
      const first = retentionCurve(answered.asked, answered.answer, now).find(({ later }) => later === 1)
      return first
        ? `The first lies ${bounds(first.share)}of ${formatCount(first.began, 'person', 'people')}. ${when}.`
        : `${when}.`
    }
    case 'paths': {
      const anchor = answered.answer.nodes.find(({ step }) => step === 0)?.count ?? 0
      const unit = answered.asked.unit === 'person' ? 'people' : 'sessions'
      return `Of ${formatCount(anchor, unit === 'people' ? 'person' : 'session', unit)}, each once. ${when}.`
    }
  }
}

function bounds(share: Estimate | null): string {
  return share ? `between ${formatShare(share.low)} and ${formatShare(share.high)} (95 % interval), ` : ''
}
