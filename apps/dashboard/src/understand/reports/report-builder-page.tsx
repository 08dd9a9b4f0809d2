import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { getSavedReport } from '@throughline/contract/boards'
import type { Question } from '@throughline/contract/question'
import { useMemo, useState } from 'react'
import { query } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useView } from '../../view/use-view.ts'
import { QuestionEditor } from './editor/question-editor.tsx'
import { missingParts } from './question/missing-parts.ts'
import { typeWords } from './question/question-words.ts'
import { readQuestion } from './question/read-question.ts'
import classes from './reports.module.css'
import { type Answered, reportQuery } from './result/ask-report.ts'
import { FindingText } from './result/finding.tsx'
import { ReportAnswer } from './result/report-answer.tsx'
import { reportBasis, reportFinding } from './result/report-finding.ts'
import { SaveDialog } from './save-dialog.tsx'
import { useDraft } from './use-draft.ts'

const route = getRouteApi('/shell/reports/new')

/** Asks a question and shows the answer beside it. The link holds the question; Back takes a change back. */
export function ReportBuilderPage() {
  const { type = 'trend', q, saved } = route.useSearch()
  const navigate = route.useNavigate()
  const view = useView()
  const [saving, setSaving] = useState(false)
  const inLink = useMemo(() => readQuestion(type, q), [type, q])
  const [draft, change] = useDraft(inLink, ({ type: next, ...rest }) => {
    void navigate({ to: '.', search: (old) => ({ ...old, type: next, q: rest }), resetScroll: false })
  })
  const report = useQuery(reportQuery(inLink, view))
  const missing = missingParts(draft)
  const kept = useQuery({
    ...query(getSavedReport, { params: { id: saved ?? '' } }),
    enabled: Boolean(saved),
  })
  // While the type changes, the last answer is of the other type: its sentence would confuse.
  const answered = report.data?.type === draft.type ? report.data : undefined
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/reports">Reports</Link> / {kept.data ? `Change “${kept.data.name}”` : 'New report'}
          </>
        }
        sub={
          answered && missing.length === 0
            ? reportBasis(answered, Date.now())
            : `${typeWords[draft.type].asks}.`
        }
        actions={
          <Button disabled={missing.length > 0} onClick={() => setSaving(true)}>
            {kept.data ? 'Save changes' : 'Save report'}
          </Button>
        }
      >
        <Sentence missing={missing} answered={answered} failed={report.isError} />
      </PageTitle>
      <div className={classes.builder}>
        <QuestionEditor question={draft} onChange={change} />
        <div className={classes.answer}>
          {missing.length > 0 ? (
            <Missing missing={missing} question={draft} />
          ) : (
            <ReportAnswer report={report} question={inLink} outdated={answered === undefined} />
          )}
        </div>
      </div>
      {saving ? <SaveDialog question={draft} saved={kept.data} onClose={() => setSaving(false)} /> : null}
    </>
  )
}

function Sentence(props: { missing: readonly string[]; answered: Answered | undefined; failed: boolean }) {
  const { missing, answered } = props
  if (missing.length > 0) return 'Say what you want to know.'
  if (props.failed) return 'This question has no answer yet.'
  return answered ? <FindingText finding={reportFinding(answered, Date.now())} /> : 'Counting…'
}

function Missing({ missing, question }: { missing: readonly string[]; question: Question }) {
  return (
    <Card>
      <EmptyState
        inset
        title={`The ${typeWords[question.type].name.toLowerCase()} will be here`}
        why={`Still to do: ${missing.join(' ')}`}
        action={<Link to="/reports">Or start from a ready question</Link>}
      />
    </Card>
  )
}
