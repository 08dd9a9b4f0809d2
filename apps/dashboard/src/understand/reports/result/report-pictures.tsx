import type { Question } from '@throughline/contract/question'
import { FunnelReport } from '../funnel/funnel-report.tsx'
import { LifecycleReport } from '../lifecycle/lifecycle-report.tsx'
import { PathsReport } from '../paths/paths-report.tsx'
import { RetentionReport } from '../retention/retention-report.tsx'
import { TrendReport } from '../trend/trend-report.tsx'
import type { Answered } from './ask-report.ts'

/** What proves a report's sentence, and lets one check it. `compact` for a board: the main picture alone. */
export function ReportPictures(props: { answered: Answered; question: Question; compact?: boolean }) {
  const { answered, question, compact = false } = props
  switch (answered.type) {
    case 'trend':
      return (
        <TrendReport
          asked={answered.asked}
          answer={answered.answer}
          chart={question.type === 'trend' ? question.chart : undefined}
          compact={compact}
        />
      )
    case 'funnel':
      return <FunnelReport asked={answered.asked} answer={answered.answer} compact={compact} />
    case 'retention':
      return <RetentionReport asked={answered.asked} answer={answered.answer} compact={compact} />
    case 'paths':
      return <PathsReport asked={answered.asked} answer={answered.answer} compact={compact} />
    case 'lifecycle':
      return <LifecycleReport asked={answered.asked} answer={answered.answer} compact={compact} />
  }
}
