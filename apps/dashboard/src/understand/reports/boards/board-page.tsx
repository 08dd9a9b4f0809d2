import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type Board, getBoard, listSavedReports, type SavedReport } from '@throughline/contract/boards'
import { query } from '../../../api.ts'
import { formatDayRange } from '../../../format/date.ts'
import { formatCount } from '../../../format/number.ts'
import { PeriodPicker } from '../../../shell/period-picker.tsx'
import { ShareButton } from '../../../shell/share-button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import type { View } from '../../../view/use-view.ts'
import classes from './board.module.css'
import { BoardActions } from './board-actions.tsx'
import { BoardTile } from './board-tile.tsx'
import { useBoardChange } from './use-board-change.ts'
import { useOverride } from './use-override.ts'

const route = getRouteApi('/shell/boards/$id')

/** Saved reports side by side, each over its own days or all over the same. */
export function BoardPage() {
  const { id } = route.useParams()
  const board = useQuery(query(getBoard, { params: { id } }))
  const reports = useQuery(query(listSavedReports, {}))
  const failed = board.error ?? reports.error
  if (failed) {
    return (
      <ErrorState
        title="This board could not be opened"
        error={failed}
        onRetry={() => Promise.all([board.refetch(), reports.refetch()])}
      />
    )
  }
  if (!board.data || !reports.data) return <PageSkeleton />
  return <Tiles board={board.data} reports={reports.data.reports} />
}

function Tiles({ board, reports }: { board: Board; reports: readonly SavedReport[] }) {
  const { items, change, problem, said } = useBoardChange(board)
  const override = useOverride()
  const byId = new Map(reports.map((report) => [report.id, report]))
  const shown = items.flatMap((item) => {
    const report = byId.get(item.report)
    return report ? [{ item, report }] : []
  })
  const left = reports.filter(({ id }) => !items.some(({ report }) => report === id))
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/reports">Reports</Link> / Board
          </>
        }
        sub={
          override.on
            ? `All over ${formatDayRange(override.view.period.since, override.view.period.until)}, ${override.view.period.timezone}.`
            : `${formatCount(shown.length, 'report')}, each over its own period.`
        }
        actions={
          <>
            <AddReport
              left={left}
              onAdd={(report) =>
                change([...items, { report: report.id, width: 'half' }], `${report.name} added`)
              }
            />
            <Days override={override} />
            <ShareButton />
            <BoardActions board={board} />
          </>
        }
      >
        {board.name}
      </PageTitle>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      {problem ? <ErrorState inset title="The board could not be changed" error={problem} /> : null}
      {shown.length === 0 ? (
        <EmptyState
          title="This board is empty"
          why="Put the reports here that are looked at together, such as every Monday."
          action={
            reports.length === 0 ? (
              <Link to="/reports">Start from a question</Link>
            ) : (
              <AddReport
                left={left}
                onAdd={(report) => change([{ report: report.id, width: 'half' }], `${report.name} added`)}
              />
            )
          }
        />
      ) : (
        <ol className={classes.grid}>
          {shown.map(({ item, report }, at) => (
            <BoardTile
              key={report.id}
              item={item}
              report={report}
              place={{ at, of: shown.length }}
              override={override.on ? override.view : undefined}
              items={items}
              onChange={change}
            />
          ))}
        </ol>
      )}
    </>
  )
}

function AddReport(props: { left: readonly SavedReport[]; onAdd: (report: SavedReport) => void }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button leftSection={<Icon name="plus" size={13} />}>Add a report</Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        {props.left.map((report) => (
          <Menu.Item key={report.id} onClick={() => props.onAdd(report)}>
            {report.name}
          </Menu.Item>
        ))}
        <Menu.Item renderRoot={(item) => <Link to="/reports/new" {...item} />}>A new report…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Days({ override }: { override: { on: boolean; view: View; clear: () => void } }) {
  if (!override.on) {
    return (
      <Button
        variant="default"
        leftSection={<Icon name="calendar" size={14} />}
        onClick={() => override.view.change({})}
      >
        Same period for all
      </Button>
    )
  }
  return (
    <>
      <PeriodPicker view={override.view} />
      <Button variant="default" onClick={override.clear}>
        Each its own period
      </Button>
    </>
  )
}
