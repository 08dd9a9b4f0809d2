import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Import, listImports } from '@throughline/contract/imports'
import { query } from '../../api.ts'
import { formatMoment } from '../../format/date.ts'
import { formatBytes, formatCount, formatNumber } from '../../format/number.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FileDrop } from './file-drop.tsx'
import { isAtWork, runText, statusWords } from './import-words.ts'
import classes from './imports.module.css'

/** Files that were or are imported, and the way to bring another. */
export function ImportsPage() {
  const list = useQuery({
    ...query(listImports, {}),
    refetchInterval: ({ state: { data } }) => (data?.imports.some(isAtWork) ? 1500 : false),
  })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) {
    return (
      <ErrorState title="The imports could not be loaded" error={list.error} onRetry={() => list.refetch()} />
    )
  }
  const { imports } = list.data
  return (
    <>
      <PageTitle sub="What you already have becomes people, journeys and reports: exports of events, tables of orders, logs of web servers. A file that is imported twice counts once.">
        {titleOf(imports)}
      </PageTitle>
      <FileDrop />
      {imports.length > 0 ? (
        <Card title="Imports" hint="Newest first; rows by what became of them">
          <ImportTable imports={imports} />
        </Card>
      ) : null}
      <Card
        title="From the command line"
        hint="The same, for files on a server and for jobs that run at night"
      >
        <CodeBlock code="npx throughline import orders.csv --dry-run" label="Command that tries an import" />
      </Card>
    </>
  )
}

function ImportTable({ imports }: { imports: readonly Import[] }) {
  const { timezone } = useProject()
  return (
    <DataTable
      caption={`Imports; times in ${timezone}`}
      rows={imports}
      rowKey={({ id }) => id}
      exportable={false}
      columns={[
        {
          key: 'name',
          header: 'File',
          value: ({ name }) => name,
          cell: ({ id, name, size }) => (
            <span className={classes.file}>
              <Link to="/imports/$id" params={{ id }}>
                {name}
              </Link>
              <small>{formatBytes(size)}</small>
            </span>
          ),
        },
        {
          key: 'status',
          header: 'State',
          value: ({ status }) => statusWords[status].label,
          cell: ({ status, run }) => (
            <>
              <Chip tone={statusWords[status].tone}>{statusWords[status].label}</Chip>
              {status === 'running' && run && run.totalBytes > 0 ? (
                <small> {Math.floor((100 * run.bytes) / run.totalBytes)} %</small>
              ) : null}
            </>
          ),
        },
        {
          key: 'rows',
          header: 'Rows',
          align: 'right',
          value: ({ run, dryRun }) => (run ?? dryRun)?.rows,
          cell: ({ run, dryRun }) => ((run ?? dryRun) ? formatNumber((run ?? dryRun)?.rows ?? 0) : '–'),
        },
        {
          key: 'counts',
          header: 'What became of them',
          value: (item) => countsText(item),
          cell: (item) => <span className={classes.counts}>{countsText(item)}</span>,
        },
        {
          key: 'created',
          header: `Begun (${timezone})`,
          align: 'right',
          value: ({ createdAt }) => createdAt,
          cell: ({ createdAt }) => formatMoment(createdAt, timezone).replace(/:\d\d$/, ''),
        },
      ]}
    />
  )
}

function countsText({ status, run, dryRun, problem }: Import): string {
  if (status === 'failed') return problem ?? 'No reason was given.'
  if (run) return runText(run)
  return dryRun ? `In the dry run: ${runText(dryRun)}` : '–'
}

function titleOf(imports: readonly Import[]): string {
  const done = imports.filter(({ status }) => status === 'done')
  const working = imports.filter(isAtWork)
  const added = done.reduce((sum, { run }) => sum + (run?.added ?? 0), 0)
  if (imports.length === 0) return 'Bring what you already have.'
  const past =
    done.length === 0
      ? 'Nothing is imported yet'
      : `${formatCount(added, 'event')} came from ${formatCount(done.length, 'file')}`
  return working.length === 0 ? `${past}.` : `${past}; ${formatCount(working.length, 'import')} at work.`
}
