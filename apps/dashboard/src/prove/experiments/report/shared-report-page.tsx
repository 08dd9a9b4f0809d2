import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { getSharedReport, type SharedReport } from '@throughline/contract/report-links'
import { query } from '../../../api.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { formatDate } from '../../../format/date.ts'
import { AccessFrame } from '../../../govern/access/access-frame.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { hashToken } from '../../../view/hash-token.ts'
import classes from './report.module.css'
import { ReportPaper } from './report-paper.tsx'
import { ReportTools } from './report-tools.tsx'

/** The report of a link, for people without a login: it asks for that report and for nothing else. */
export function SharedReportPage() {
  const secret = useLocation({ select: ({ hash }) => hashToken(hash) })
  if (secret === undefined)
    return (
      <AccessFrame
        title="The link to the report is incomplete"
        sub="It goes on after /shared/report#token=. Copy the whole link, or ask for it again."
      />
    )
  return <SharedBy secret={secret} />
}

function SharedBy({ secret }: { secret: string }) {
  const shared = useQuery(query(getSharedReport, { secret }))
  if (shared.error instanceof ApiProblem && shared.error.code === 'not_found')
    return (
      <AccessFrame
        title="This link shows no report"
        sub="It was turned off, its time is over, or it was not copied whole. Whoever sent it to you can make a new one."
      />
    )
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <div className={classes.tools}>
        <span>{shared.data ? <Sharing {...shared.data} /> : null}</span>
        <span>
          <ReportTools markdown={shared.data?.report.markdown} />
        </span>
      </div>
      {shared.isPending ? <PageSkeleton /> : null}
      {shared.isError ? (
        <ErrorState
          title="The report could not be shown"
          error={shared.error}
          onRetry={() => shared.refetch()}
        />
      ) : null}
      {shared.data ? <ReportPaper {...shared.data} /> : null}
    </main>
  )
}

function Sharing({ sharedAt, expiresAt, timezone }: SharedReport) {
  return (
    <span className={classes.sharing}>
      Shared on {formatDate(sharedAt, timezone)}
      {expiresAt === null ? '' : `; the link works until ${formatDate(expiresAt, timezone)}`}
    </span>
  )
}
