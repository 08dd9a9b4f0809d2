import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ExperimentReport, getExperimentReport } from '@throughline/contract/experiment-results'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { useProject } from '../../../session.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { useExperiment, useResults } from '../use-experiments.ts'
import classes from './report.module.css'
import { ReportPaper } from './report-paper.tsx'
import { ReportTools } from './report-tools.tsx'
import { ShareDialog } from './share-dialog.tsx'

const route = getRouteApi('/experiments/$id/report')

/** An experiment on paper: a page without the menu, to share, to print and to copy. */
export function ReportPage() {
  const { id } = route.useParams()
  const report = useQuery(query(getExperimentReport, { params: { id } }))
  const [sharing, setSharing] = useState(false)
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <div className={classes.tools}>
        <Link to="/experiments/$id" params={{ id }}>
          Back to the experiment
        </Link>
        <span>
          <Button
            variant="default"
            leftSection={<Icon name="link" size={14} />}
            onClick={() => setSharing(true)}
          >
            Share…
          </Button>
          <ReportTools markdown={report.data?.markdown} />
        </span>
      </div>
      {report.isPending ? <PageSkeleton /> : null}
      {report.isError ? (
        <ErrorState
          title="The report could not be written"
          error={report.error}
          onRetry={() => report.refetch()}
        />
      ) : null}
      {report.data ? <Report id={id} report={report.data} /> : null}
      {sharing ? <ShareDialog experiment={id} onClose={() => setSharing(false)} /> : null}
    </main>
  )
}

function Report({ id, report }: { id: string; report: ExperimentReport }) {
  const { timezone, name } = useProject()
  const experiment = useExperiment(id).data
  const results = useResults(experiment ?? { id, state: 'draft', startedAt: null }).data
  const drawn = results && results.health.state !== 'stop' ? results : null
  return <ReportPaper project={name} timezone={timezone} report={report} drawn={drawn} />
}
