import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Question } from '@throughline/contract/question'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ChartSkeleton, RowsSkeleton } from '../../../ui/skeletons.tsx'
import { useView } from '../../../view/use-view.ts'
import type { Answered } from './ask-report.ts'
import { isEmpty } from './report-finding.ts'
import { ReportMethod } from './report-method.tsx'
import { ReportPictures } from './report-pictures.tsx'
import classes from './result.module.css'

/** A report under its sentence: loading, failed, empty, or the pictures and how they were counted. */
export function ReportAnswer(props: {
  report: UseQueryResult<Answered>
  question: Question
  /** The answer that is there is to a question of another kind. */
  outdated?: boolean
}) {
  const { report, question } = props
  if (report.isError) {
    return (
      <Card>
        <ErrorState
          inset
          title="This could not be counted"
          error={report.error}
          onRetry={() => report.refetch()}
        />
      </Card>
    )
  }
  if (!report.data || props.outdated) return <AnswerSkeleton />
  if (isEmpty(report.data)) return <NothingCounted />
  return (
    <div className={classes.answer} aria-busy={report.isPlaceholderData}>
      <ReportPictures answered={report.data} question={question} />
      <ReportMethod answered={report.data} />
    </div>
  )
}

function AnswerSkeleton() {
  return (
    <div>
      <Card>
        <ChartSkeleton height={260} />
      </Card>
      <Card>
        <RowsSkeleton rows={5} />
      </Card>
    </div>
  )
}

function NothingCounted() {
  const view = useView()
  const { segment } = view
  const kept = segment === undefined ? {} : { segment }
  return (
    <Card>
      <EmptyState
        inset
        title="Nothing of this happened in this period"
        why="Look at all time to see when it did, or loosen the conditions. An event that never arrived may be spelt differently: the pickers list what has."
        action={
          view.period.preset === 'all' ? null : (
            <Button onClick={() => view.change({ period: 'all', ...kept })}>Show all time</Button>
          )
        }
      />
    </Card>
  )
}
