import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { getImport, type Import } from '@throughline/contract/imports'
import { useEffect } from 'react'
import { query } from '../../api.ts'
import { formatBytes } from '../../format/number.ts'
import { sessionQuery } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { ImportActions } from './import-actions.tsx'
import { commandFor, formatWords, importSentence, isAtWork, statusWords } from './import-words.ts'
import classes from './imports.module.css'
import { MappingCard } from './mapping-card.tsx'
import { RunCard } from './run-card.tsx'
import { UploadCard } from './upload-card.tsx'

const route = getRouteApi('/shell/imports/$id')

/** One file on its way in: what it is, what it would become, what became of it. */
export function ImportPage() {
  const { id } = route.useParams()
  const item = useQuery({
    ...query(getImport, { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data) ? 700 : false),
  })
  if (item.isPending) return <PageSkeleton />
  if (item.isError) {
    return (
      <ErrorState title="The import could not be loaded" error={item.error} onRetry={() => item.refetch()} />
    )
  }
  return <ImportDetail item={item.data} />
}

function ImportDetail({ item }: { item: Import }) {
  const { status, inspection, mapping, run, dryRun, problem } = item
  useRefreshWhenDone(status)
  const editable = item.hasFile && (status === 'ready' || (status === 'failed' && inspection !== null))
  return (
    <>
      <PageTitle
        above={<Link to="/imports">Imports</Link>}
        sub={
          <>
            <Chip tone={statusWords[status].tone}>{statusWords[status].label}</Chip> {aboutFile(item)}
          </>
        }
        {...(editable ? {} : { actions: <ImportActions item={item} /> })}
      >
        {importSentence(item)}
      </PageTitle>
      {problem === null ? null : (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {status === 'uploading' ? <UploadCard item={item} /> : null}
      {run ? <RunCard title="Import" run={run} active={status === 'running'} /> : null}
      {dryRun && status !== 'done' ? (
        <RunCard title="Dry run: nothing was stored" run={dryRun} active={status === 'checking'} />
      ) : null}
      {inspection?.notes.length ? (
        <Card title="Worth knowing">
          <ul className={classes.notes}>
            {inspection.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      {editable && inspection ? (
        <MappingCard key={JSON.stringify(mapping)} item={item} inspection={inspection} />
      ) : null}
      {mapping ? (
        <Card title="The same from the command line" hint={commandHint(item)}>
          <CodeBlock code={commandFor(item)} label="Command that does the same import" />
        </Card>
      ) : null}
    </>
  )
}

/** An import brings the first events, or earlier ones: what knows the project's extent is asked anew. */
function useRefreshWhenDone(status: Import['status']): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (status === 'done') void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }, [status, queryClient])
}

function aboutFile({ inspection, size, mapping }: Import): string {
  if (!inspection) return formatBytes(size)
  const format = formatWords[mapping?.format ?? inspection.format]
  return [format, formatBytes(size), inspection.compressed ? 'gzip' : '', inspection.encoding]
    .filter((part) => part !== '')
    .join(' · ')
}

function commandHint({ mapping }: Import): string {
  return mapping?.format === 'csv'
    ? 'With the mapping of this page, saved as mapping.json'
    : 'Run again after an interruption, it goes on where it stopped and adds nothing twice'
}
