import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { listFlags } from '@throughline/contract/flags'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import button from '../../../ui/link-button.module.css'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { flagsSentence } from '../flag-words.ts'
import classes from '../flags.module.css'
import { NewFlagDialog } from '../new-flag-dialog.tsx'
import { useEnvironments } from '../use-flags.ts'
import { FlagTable } from './flag-table.tsx'

const route = getRouteApi('/shell/flags')

/** All flags: what each serves where, when it was last asked for, and which nobody seems to need. */
export function FlagsPage() {
  const { show, words = '' } = route.useSearch()
  const navigate = useNavigate()
  const [making, make] = useState(false)
  const inUse = useQuery(query(listFlags, { query: {} }))
  const archived = useQuery(query(listFlags, { query: { archived: true } }))
  const environments = useEnvironments()
  if (inUse.isPending || archived.isPending || environments.isPending) return <PageSkeleton />
  if (inUse.isError || archived.isError || environments.isError) {
    return (
      <ErrorState
        title="The flags could not be loaded"
        error={inUse.error ?? archived.error ?? environments.error}
        onRetry={() => Promise.all([inUse.refetch(), archived.refetch(), environments.refetch()])}
      />
    )
  }
  const dialog = making ? (
    <NewFlagDialog
      onMade={({ key }) => void navigate({ to: '/flags/$key', params: { key } })}
      onClose={() => make(false)}
    />
  ) : null
  const { flags, stale } = inUse.data
  if (flags.length + archived.data.flags.length === 0) {
    return (
      <>
        <EmptyState
          title="There is no flag yet."
          why="A flag switches a part of your shop on or off without a new release: for everybody, for those that a rule names, or for a share that grows as long as all goes well. If something breaks, one switch takes it back within seconds. Experiments stand on flags, too."
          action={<Button onClick={() => make(true)}>Make the first flag</Button>}
        />
        {dialog}
      </>
    )
  }
  const first = environments.data.environments[0]
  const search = words.trim().toLowerCase()
  const shown = (show === 'archived' ? archived.data.flags : flags).filter(
    (flag) =>
      (show !== 'stale' || flag.stale !== null) &&
      [flag.key, flag.name, ...flag.tags].some((text) => text.toLowerCase().includes(search)),
  )
  const choose = (next: { show?: string | undefined; words?: string | undefined }): void =>
    void navigate({
      to: '/flags',
      search: (old) => ({ ...old, ...next }) as object,
      replace: true,
    })
  return (
    <>
      <PageTitle
        sub="A flag serves one of its variations to each visitor: the first rule that holds decides, and everybody else gets the rest. Code asks for it by its key."
        actions={
          <>
            <Button onClick={() => make(true)}>New flag</Button>
            <Link to="/environments" className={button.linkButton ?? ''}>
              Environments
            </Link>
          </>
        }
      >
        {flagsSentence(flags, stale, first?.key ?? '', first?.name ?? '')}
      </PageTitle>
      <Card>
        <div className={classes.tools}>
          <SegmentedControl
            aria-label="Which flags"
            value={show ?? 'used'}
            onChange={(value) => choose({ show: value === 'used' ? undefined : value })}
            data={[
              { value: 'used', label: `In use ${flags.length}` },
              { value: 'stale', label: `Not needed? ${stale}` },
              { value: 'archived', label: `Archived ${archived.data.flags.length}` },
            ]}
          />
          <TextInput
            aria-label="Search in keys, names and tags"
            placeholder="Search"
            value={words}
            onChange={(event) => choose({ words: event.target.value || undefined })}
            className={classes.search ?? ''}
          />
        </div>
        {shown.length === 0 ? (
          <p className={classes.none} role="status">
            {noneText(show, words)}
          </p>
        ) : (
          <FlagTable flags={shown} environments={environments.data.environments} />
        )}
      </Card>
      {dialog}
    </>
  )
}

function noneText(show: string | undefined, words: string): string {
  if (words.trim() !== '') return `No flag here has “${words}” in its key, name or tags.`
  if (show === 'stale')
    return 'Every flag is asked for, and serves more than one variation or has not done so for long.'
  return show === 'archived' ? 'No flag is archived.' : 'All flags are archived.'
}
