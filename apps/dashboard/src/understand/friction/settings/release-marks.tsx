import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createRelease, deleteRelease, listReleases, type Release } from '@throughline/contract/releases'
import { type FormEvent, useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { useProject } from '../../../session.ts'
import { Card } from '../../../ui/card.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import classes from './friction-settings.module.css'

/** Marks of so many years are listed; those of next year may be planned. */
const YEARS_BACK = 2

/** Marks of releases: how a build makes one, those that there are, and taking one back. */
export function ReleaseMarks() {
  const [range] = useState(aroundNow)
  const releases = useQuery(query(listReleases, { query: range }))
  const [doomed, setDoomed] = useState<Release>()
  const marks = releases.data?.releases.toReversed() ?? []
  return (
    <Card
      title="Release marks"
      hint={`A mark in every course and card of findings, with what each cost before and after it. Listed are those of the last ${YEARS_BACK} years.`}
    >
      <div className={classes.wide}>
        <CodeBlock code={curlOf(window.location.origin)} label="Mark a release with curl" />
        <p className={classes.note}>
          Put it at the end of your deployment, with an API token that may write. “at” says when it went live,
          “note” what changed; both may be left out.
        </p>
        <MarkNow />
        {releases.isPending ? <RowsSkeleton rows={2} /> : null}
        {releases.isError ? (
          <ErrorState
            inset
            title="The marks could not be loaded"
            error={releases.error}
            onRetry={() => releases.refetch()}
          />
        ) : null}
        {releases.isSuccess && marks.length === 0 ? (
          <p className={classes.note}>No release has been marked yet.</p>
        ) : null}
        {marks.length > 0 ? <MarkTable marks={marks} onDelete={setDoomed} /> : null}
      </div>
      <DeleteMark mark={doomed} onClose={() => setDoomed(undefined)} />
    </Card>
  )
}

function aroundNow(): { from: string; to: string } {
  const year = new Date().getUTCFullYear()
  return { from: `${year - YEARS_BACK}-01-01T00:00:00Z`, to: `${year + 2}-01-01T00:00:00Z` }
}

const curlOf = (origin: string): string => `curl ${origin}/api/v1/releases \\
  -H "authorization: Bearer $THROUGHLINE_TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{ "version": "4.12.0", "note": "New shipping step" }'`

function MarkNow() {
  const queryClient = useQueryClient()
  const [version, setVersion] = useState('')
  const create = useMutation({
    mutationFn: () => call(createRelease, { body: { version: version.trim() } }),
    onSuccess: () => {
      setVersion('')
      return queryClient.invalidateQueries({ queryKey: keyOf(listReleases) })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form className={classes.markNow} onSubmit={submit}>
      <TextInput
        aria-label="Version that went live now"
        placeholder="Version that went live now"
        value={version}
        onChange={(event) => setVersion(event.target.value)}
        error={create.error?.message}
        maxLength={200}
      />
      <Button
        type="submit"
        variant="default"
        h={36}
        loading={create.isPending}
        disabled={version.trim() === ''}
      >
        Mark it
      </Button>
    </form>
  )
}

function MarkTable({ marks, onDelete }: { marks: readonly Release[]; onDelete: (mark: Release) => void }) {
  const { timezone } = useProject()
  return (
    <DataTable
      caption={`Release marks, times in ${timezone}`}
      rows={marks}
      rowKey={({ id }) => id}
      exportable={false}
      maxHeight="360px"
      columns={[
        { key: 'version', header: 'Release', value: ({ version }) => version },
        {
          key: 'at',
          header: `Went live (${timezone})`,
          value: ({ at }) => at,
          cell: ({ at }) => formatMinute(at, timezone),
        },
        { key: 'note', header: 'What changed', value: ({ note }) => note },
        {
          key: 'delete',
          header: 'Actions',
          sortable: false,
          align: 'right',
          value: () => null,
          cell: (mark) => (
            <Button variant="subtle" size="compact-xs" onClick={() => onDelete(mark)}>
              Delete<span className="visually-hidden"> {mark.version}</span>
            </Button>
          ),
        },
      ]}
    />
  )
}

function DeleteMark({ mark, onClose }: { mark: Release | undefined; onClose: () => void }) {
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call(deleteRelease, { params: { id } }),
    onSuccess: () => {
      onClose()
      return queryClient.invalidateQueries({ queryKey: keyOf(listReleases) })
    },
  })
  return (
    <ConfirmDialog
      opened={mark !== undefined}
      title={`Delete the mark of “${mark?.version ?? ''}”?`}
      action="Delete the mark"
      pending={remove.isPending}
      problem={remove.error?.message}
      onClose={onClose}
      onConfirm={() => mark && remove.mutate(mark.id)}
    >
      <p>It disappears from all courses and cards. Events stay as they are.</p>
    </ConfirmDialog>
  )
}
