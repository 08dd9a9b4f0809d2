import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Board, listBoards, listSavedReports, type SavedReport } from '@throughline/contract/boards'
import { useState } from 'react'
import { query } from '../../api.ts'
import { formatCount } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { NewBoardDialog } from './boards/new-board-dialog.tsx'
import { typeWords } from './question/question-words.ts'
import { templates } from './question/templates.ts'
import classes from './reports.module.css'
import { searchOfView, silentView } from './view-of-report.ts'

/** What the team keeps asking, and questions to start from. */
export function ReportsPage() {
  const reports = useQuery(query(listSavedReports, {}))
  const boards = useQuery(query(listBoards, {}))
  const [making, setMaking] = useState(false)
  const failed = reports.error ?? boards.error
  if (failed) {
    return (
      <ErrorState
        title="The reports could not be listed"
        error={failed}
        onRetry={() => Promise.all([reports.refetch(), boards.refetch()])}
      />
    )
  }
  const count = reports.data?.reports.length ?? 0
  return (
    <>
      <PageTitle
        sub="A report is one question, with its answer as a sentence, a picture and a table. A board holds several."
        actions={
          <>
            <Button
              className={classes.primary ?? ''}
              renderRoot={(button) => <Link to="/reports/new" {...button} />}
            >
              New report
            </Button>
            <Button variant="default" onClick={() => setMaking(true)}>
              New board
            </Button>
          </>
        }
      >
        {titleOf(reports.isPending, count, boards.data?.boards.length ?? 0)}
      </PageTitle>
      {reports.isPending || boards.isPending ? (
        <Card>
          <RowsSkeleton rows={5} />
        </Card>
      ) : (
        <>
          <Boards boards={boards.data?.boards ?? []} />
          <Saved reports={reports.data?.reports ?? []} />
        </>
      )}
      <Templates first={count === 0} />
      {making ? <NewBoardDialog items={[]} onClose={() => setMaking(false)} /> : null}
    </>
  )
}

function titleOf(pending: boolean, reports: number, boards: number): string {
  if (pending) return 'Reports'
  if (reports === 0) return 'No report is saved yet. Start from a question below.'
  return `${formatCount(reports, 'saved report')}${boards > 0 ? ` and ${formatCount(boards, 'board')}` : ''}.`
}

function Boards({ boards }: { boards: readonly Board[] }) {
  if (boards.length === 0) return null
  return (
    <Card title="Boards">
      <ul className={classes.list}>
        {boards.map((board) => (
          <li key={board.id}>
            <Link
              to="/boards/$id"
              params={{ id: board.id }}
              search={silentView}
              className={classes.row ?? ''}
            >
              <span className={classes.name}>{board.name}</span>
              <span className={classes.note}>{formatCount(board.items.length, 'report')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Saved({ reports }: { reports: readonly SavedReport[] }) {
  if (reports.length === 0) return null
  return (
    <Card title="Saved reports" hint="The last changed first">
      <ul className={classes.list}>
        {reports.map((report) => (
          <li key={report.id}>
            <Link
              to="/reports/$id"
              params={{ id: report.id }}
              search={searchOfView(report.view)}
              className={classes.row ?? ''}
            >
              <span className={classes.kind}>{typeWords[report.question.type].name}</span>
              <span className={classes.name}>{report.name}</span>
              <span className={classes.note}>{report.description}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Templates({ first }: { first: boolean }) {
  return (
    <section className={classes.templates} aria-labelledby="templates">
      <h2 id="templates">{first ? 'Questions to start from' : 'Start from a question'}</h2>
      <ul className={classes.grid}>
        {templates.map(({ title, why, question: { type, ...q } }) => (
          <li key={title}>
            <Link to="/reports/new" search={{ type, q: { ...q } }} className={classes.template ?? ''}>
              <span className={classes.kind}>{typeWords[type].name}</span>
              <span className={classes.name}>{title}</span>
              <span className={classes.why}>{why}</span>
              <Icon name="right" size={13} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
