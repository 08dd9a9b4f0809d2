import type { ReactNode } from 'react'
import { formatDayRange } from '../format/date.ts'
import { useProject } from '../session.ts'
import { SegmentSelect } from '../understand/segments/segment-select.tsx'
import { useView, type View } from '../view/use-view.ts'
import classes from './page-bar.module.css'
import type { PageBarKind } from './page-info.ts'
import { PeriodPicker } from './period-picker.tsx'
import { ShareButton } from './share-button.tsx'

/** The line above a page's title: whose data, of which days, counted in which zone, and the ways to change that. */
export function PageBar({ kind }: { kind: PageBarKind }) {
  return kind === 'project' ? <ProjectBar /> : <ViewBar kind={kind} />
}

function ViewBar({ kind }: { kind: Exclude<PageBarKind, 'project'> }) {
  const project = useProject()
  const view = useView()
  const { since, until, timezone } = view.period
  const ofPeriod = kind === 'view' || kind === 'period'
  const days = ofPeriod ? formatDayRange(since, until) : 'all time'
  return (
    <Bar says={`${project.name} · ${days} · ${timezone}`}>
      {kind === 'view' || kind === 'segment' ? <SegmentPicker view={view} /> : null}
      {ofPeriod ? <PeriodPicker view={view} /> : null}
      <ShareButton />
    </Bar>
  )
}

function ProjectBar() {
  const project = useProject()
  return <Bar says={`${project.name} · ${project.timezone}`} />
}

function SegmentPicker({ view }: { view: View }) {
  return (
    <div className={classes.segment}>
      <SegmentSelect
        label="Segment"
        none="All customers"
        value={view.segment}
        onChange={(segment) => view.change({ ...view.chosen, segment })}
      />
    </div>
  )
}

function Bar({ says, children }: { says: string; children?: ReactNode }) {
  return (
    <div className={classes.bar}>
      <span>{says}</span>
      {children ? <div className={classes.tools}>{children}</div> : null}
    </div>
  )
}
