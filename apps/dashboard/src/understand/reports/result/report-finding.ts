import { funnelFinding } from '../funnel/funnel-finding.ts'
import { lifecycleFinding } from '../lifecycle/lifecycle-finding.ts'
import { pathsFinding } from '../paths/paths-finding.ts'
import { retentionFinding } from '../retention/retention-finding.ts'
import { trendFinding } from '../trend/trend-finding.ts'
import type { Answered } from './ask-report.ts'
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
