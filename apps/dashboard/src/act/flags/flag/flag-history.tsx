import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Environment } from '@throughline/contract/environments'
import { type Flag, type FlagChange, listFlagHistory, undoFlagChange } from '@throughline/contract/flags'
import { useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { wordsHere } from '../flag-words.ts'
import classes from '../flags.module.css'
import { useFlagAct, useFlagWords } from '../use-flags.ts'

const rowsAtOnce = 10

/** Who changed what and when, with a way back. */
export function FlagHistory(props: { flag: Flag; environments: readonly Environment[] }) {
  const { flag } = props
  const words = useFlagWords()
  const { timezone } = words
  const [asked, ask] = useState<FlagChange>()
  const history = useInfiniteQuery({
    queryKey: [...keyOf(listFlagHistory), flag.key],
    queryFn: ({ pageParam, signal }) =>
      call(
        listFlagHistory,
        {
          params: { key: flag.key },
          query: { limit: rowsAtOnce, ...(pageParam === '' ? {} : { before: pageParam }) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const undo = useFlagAct(
    (change: string) =>
      call(undoFlagChange, { params: { key: flag.key }, body: { version: flag.version, change } }),
    () => ask(undefined),
  )
  const changes = history.data?.pages.flatMap((page) => page.changes) ?? []
  return (
    <Card title="Who changed what" hint={`The latest first; times in ${timezone}`}>
      {history.isPending ? <RowsSkeleton rows={3} /> : null}
      {history.isError ? (
        <ErrorState
          inset
          title="The history could not be loaded"
          error={history.error}
          onRetry={() => history.refetch()}
        />
      ) : null}
      <ul className={classes.history}>
        {changes.map((change) => (
          <li key={change.id}>
            <div className={classes.when}>
              <time dateTime={change.at}>{formatMinute(change.at, timezone)}</time>
              <span>{change.by ?? 'by an API token'}</span>
            </div>
            <div className={classes.what}>
              {change.environment === null ? null : (
                <Chip>{nameOf(change.environment, props.environments)}</Chip>
              )}
              {change.what.map((line) => (
                <p key={line}>{wordsHere(line, words)}</p>
              ))}
            </div>
            {change.undoable ? (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`Undo: ${change.what.join('; ')}`}
                onClick={() => ask(change)}
              >
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {history.hasNextPage ? (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => history.fetchNextPage()}
          loading={history.isFetchingNextPage}
        >
          Show earlier ones
        </Button>
      ) : null}
      <ConfirmDialog
        opened={asked !== undefined}
        title="Undo this change?"
        action="Undo it"
        pending={undo.isPending}
        problem={undo.error?.message}
        onClose={() => ask(undefined)}
        onConfirm={() => asked && undo.mutate(asked.id)}
      >
        {asked?.what.map((line) => (
          <p key={line}>{wordsHere(line, words)}</p>
        ))}
        <p className={classes.note}>
          What it touched goes back to what it was before, and so do later changes of the same. The undoing is
          a change itself and can be undone.
        </p>
      </ConfirmDialog>
    </Card>
  )
}

const nameOf = (key: string, environments: readonly Environment[]): string =>
  environments.find((one) => one.key === key)?.name ?? key
