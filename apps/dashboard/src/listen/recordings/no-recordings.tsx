import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getProject } from '@throughline/contract/projects'
import { listRecordings } from '@throughline/contract/recordings'
import { query } from '../../api.ts'
import { formatDate } from '../../format/date.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import classes from './recordings.module.css'

/** For days without a recording: when the last one was, or how to switch recording on. */
export function NoRecordings() {
  const { timezone } = useView().period
  const last = useQuery(query(listRecordings, { query: { limit: 1 } }))
  if (last.isPending) return <PageSkeleton />
  const recording = last.data?.recordings[0]
  if (!recording) return <SwitchOn />
  return (
    <EmptyState
      title="No recording was begun in these days."
      why={`The last one is of ${formatDate(recording.startedAt, timezone)}. Recordings are kept for some time only, 30 days unless this server is set otherwise.`}
      action={
        <>
          <Link to="/recordings" search={{ period: 'all' }}>
            Show all recordings
          </Link>
          <Link to="/recordings/$id" params={{ id: recording.id }}>
            Watch the last one
          </Link>
        </>
      }
    />
  )
}

function SwitchOn() {
  const project = useQuery(query(getProject, {}))
  const writeKey = project.data?.writeKey ?? 'YOUR_WRITE_KEY'
  const code = `<script async src="${window.location.origin}/sdk.js"
  data-write-key="${writeKey}"
  data-replay="friction"></script>`
  return (
    <EmptyState
      title="Here you will watch what your visitors saw and did."
      why="A number says that people leave; a recording shows why. Everything typed is masked before it leaves the page, and passwords and card fields are never recorded. Recording is off until you switch it on with one attribute:"
      action={
        <div className={classes.switchOn}>
          <CodeBlock code={code} label="Code that switches recording on" />
          <p>
            <code>friction</code> keeps a recording in the page’s memory and sends it only when something goes
            wrong. A share such as <code>0.1</code> records one session in ten, <code>1</code> all of them.
            With <code>data-block</code> you leave out parts of the page, with <code>data-unmask</code> you
            show texts that are nobody’s secret.
          </p>
          <p>
            <Link to="/settings">More on sending events</Link>
          </p>
        </div>
      }
    />
  )
}
