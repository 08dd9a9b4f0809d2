import { ActionIcon, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BoardItem, SavedReport } from '@throughline/contract/boards'
import { useMemo } from 'react'
import { useProject } from '../../../session.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ChartSkeleton } from '../../../ui/skeletons.tsx'
import { resolvePeriod } from '../../../view/period.ts'
import type { View } from '../../../view/use-view.ts'
import { moved, replaced, without } from '../editor/list-edits.ts'
import { type ReportScope, reportQuery } from '../result/ask-report.ts'
import { FindingText } from '../result/finding.tsx'
import { isEmpty, reportFinding } from '../result/report-finding.ts'
import { ReportPictures } from '../result/report-pictures.tsx'
import { searchOfView } from '../view-of-report.ts'
import classes from './board.module.css'

/** A saved report on a board: its sentence, its main picture, and what moves it. */
export function BoardTile(props: {
  item: BoardItem
  report: SavedReport
  place: { at: number; of: number }
  override: View | undefined
  items: readonly BoardItem[]
  onChange: (items: BoardItem[], words: string) => void
}) {
  const { item, report, override } = props
  const own = useOwnScope(report)
  const scope = override ?? own
  const answer = useQuery(reportQuery(report.question, scope))
  return (
    <li className={classes.tile} data-width={item.width}>
      <div className={classes.head}>
        <div>
          <h2>
            <Link
              to="/reports/$id"
              params={{ id: report.id }}
              search={searchOfView(report.view)}
              className={classes.title ?? ''}
            >
              {report.name}
            </Link>
          </h2>
          {answer.data ? (
            <p className={classes.finding}>
              <FindingText finding={reportFinding(answer.data, Date.now())} />
            </p>
          ) : null}
        </div>
        <TileMenu {...props} />
      </div>
      {answer.isError ? (
        <ErrorState
          inset
          title="This could not be counted"
          error={answer.error}
          onRetry={() => answer.refetch()}
        />
      ) : null}
      {answer.isPending ? <ChartSkeleton height={200} /> : null}
      {answer.data && !isEmpty(answer.data) ? (
        <div className={classes.picture} aria-busy={answer.isPlaceholderData}>
          <ReportPictures answered={answer.data} question={report.question} compact />
        </div>
      ) : null}
    </li>
  )
}

function TileMenu(props: {
  item: BoardItem
  report: SavedReport
  place: { at: number; of: number }
  items: readonly BoardItem[]
  onChange: (items: BoardItem[], words: string) => void
}) {
  const { item, report, items, onChange } = props
  const { at, of } = props.place
  const index = items.findIndex((each) => each.report === item.report)
  const wide = item.width === 'full'
  const move = (by: number): void =>
    onChange(moved(items, index, index + by), `${report.name} is now ${at + by + 1} of ${of}`)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Place of “${report.name}” on the board`} size="sm">
          <Icon name="settings" size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={at === 0} onClick={() => move(-1)}>
          Move forward
        </Menu.Item>
        <Menu.Item disabled={at === of - 1} onClick={() => move(1)}>
          Move back
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            onChange(
              replaced(items, index, { ...item, width: wide ? 'half' : 'full' }),
              `${report.name} is now ${wide ? 'half as wide' : 'as wide as the board'}`,
            )
          }
        >
          {wide ? 'Half as wide' : 'As wide as the board'}
        </Menu.Item>
        <Menu.Item c="var(--loss)" onClick={() => onChange(without(items, index), `${report.name} removed`)}>
          Remove from the board
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useOwnScope(report: SavedReport): ReportScope {
  const project = useProject()
  const { view } = report
  return useMemo(() => {
    const { period, from, to, tz, segment } = searchOfView(view)
    const timezone = tz ?? project.timezone
    return {
      period: resolvePeriod({ period, from, to }, Date.now(), timezone, project.extent),
      segment,
    }
  }, [view, project])
}
