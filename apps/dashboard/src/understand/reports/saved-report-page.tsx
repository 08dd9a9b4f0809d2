import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import {
  createSavedReport,
  deleteSavedReport,
  getSavedReport,
  listBoards,
  listSavedReports,
  type SavedReport,
} from '@throughline/contract/boards'
import { useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import { AddToBoardDialog } from './boards/add-to-board-dialog.tsx'
import { typeWords } from './question/question-words.ts'
import classes from './reports.module.css'
import { reportQuery } from './result/ask-report.ts'
import { FindingText } from './result/finding.tsx'
import { ReportAnswer } from './result/report-answer.tsx'
import { reportBasis, reportFinding } from './result/report-finding.ts'
import { useOwnView } from './use-own-view.ts'
import { searchOfView } from './view-of-report.ts'

const route = getRouteApi('/shell/reports/$id')

/** A report that the team keeps. */
export function SavedReportPage() {
  const { id } = route.useParams()
  const saved = useQuery(query(getSavedReport, { params: { id } }))
  if (saved.isError) {
    return (
      <ErrorState
        title="This report could not be opened"
        error={saved.error}
        onRetry={() => saved.refetch()}
      />
    )
  }
  return saved.data ? <Report key={id} saved={saved.data} /> : <PageSkeleton />
}

function Report({ saved }: { saved: SavedReport }) {
  const view = useView()
  useOwnView(saved)
  const report = useQuery(reportQuery(saved.question, view))
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/reports">Reports</Link> / {typeWords[saved.question.type].name} / {saved.name}
          </>
        }
        sub={
          <>
            {saved.description === '' ? null : <>{saved.description} </>}
            {report.data ? reportBasis(report.data, Date.now()) : null}
          </>
        }
        actions={<Actions saved={saved} />}
      >
        {report.data ? <FindingText finding={reportFinding(report.data, Date.now())} /> : saved.name}
      </PageTitle>
      <ReportAnswer report={report} question={saved.question} />
    </>
  )
}

function Actions({ saved }: { saved: SavedReport }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [asked, ask] = useState<'delete' | 'board'>()
  const { type, ...q } = saved.question
  const changed = () => queryClient.invalidateQueries({ queryKey: keyOf(listSavedReports) })
  const duplicate = useMutation({
    mutationFn: () => {
      const { description, question, view } = saved
      const name = `Copy of ${saved.name}`.slice(0, 200)
      return call(createSavedReport, { body: { name, description, question, view } })
    },
    onSuccess: async (copy) => {
      await changed()
      await navigate({ to: '/reports/$id', params: { id: copy.id }, search: searchOfView(copy.view) })
    },
  })
  const remove = useMutation({
    mutationFn: () => call(deleteSavedReport, { params: { id: saved.id } }),
    onSuccess: async () => {
      await navigate({ to: '/reports', search: {} })
      queryClient.removeQueries({ queryKey: [...keyOf(getSavedReport), { params: { id: saved.id } }] })
      await Promise.all([changed(), queryClient.invalidateQueries({ queryKey: keyOf(listBoards) })])
    },
  })
  return (
    <>
      <Button
        className={classes.primary ?? ''}
        renderRoot={(button) => (
          <Link to="/reports/new" search={{ type, q: { ...q }, saved: saved.id }} {...button} />
        )}
      >
        Change
      </Button>
      <Button variant="default" onClick={() => ask('board')}>
        Add to a board
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" size={12} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => duplicate.mutate()}>Duplicate</Menu.Item>
          <Menu.Item onClick={() => ask('delete')} c="var(--loss)">
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {duplicate.isError ? <span role="alert">{duplicate.error.message}</span> : null}
      {asked === 'board' ? <AddToBoardDialog report={saved} onClose={() => ask(undefined)} /> : null}
      <ConfirmDialog
        opened={asked === 'delete'}
        title={`Delete “${saved.name}”?`}
        action="Delete the report"
        pending={remove.isPending}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate()}
        onClose={() => ask(undefined)}
      >
        It leaves every board that it is on, and its link opens no more. The events it counts stay.
      </ConfirmDialog>
    </>
  )
}
