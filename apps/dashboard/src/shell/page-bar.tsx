import { formatDayRange } from '../format/date.ts'
import { useProject } from '../session.ts'
import { useView } from '../view/use-view.ts'
import classes from './page-bar.module.css'
import { PeriodPicker } from './period-picker.tsx'
import { ShareButton } from './share-button.tsx'

/** The line above a page's title: whose data, of which days, counted in which zone, and the ways to change that. */
export function PageBar({ kind }: { kind: 'view' | 'project' }) {
  return kind === 'view' ? <ViewBar /> : <ProjectBar />
}

function ViewBar() {
  const project = useProject()
  const view = useView()
  const { since, until, timezone } = view.period
  return (
    <div className={classes.bar}>
      <span>
        {project.name} · {formatDayRange(since, until)} · {timezone}
      </span>
      <div className={classes.tools}>
        <PeriodPicker view={view} />
        <ShareButton />
      </div>
    </div>
  )
}

function ProjectBar() {
  const project = useProject()
  return (
    <div className={classes.bar}>
      <span>
        {project.name} · {project.timezone}
      </span>
    </div>
  )
}
