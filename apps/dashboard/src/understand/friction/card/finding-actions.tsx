import { Button } from '@mantine/core'
import type { Finding } from '@throughline/contract/friction'
import { useState } from 'react'
import { useMarkFinding } from '../use-finding.ts'
import { AssignDialog } from './assign-dialog.tsx'
import classes from './card.module.css'
import { IgnoreDialog } from './ignore-dialog.tsx'

/** What the team can say of a finding: watch it, ignore it with a reason, give it to someone, call it fixed. */
export function FindingActions({ finding }: { finding: Finding }) {
  const { id, mark, owner } = finding
  const change = useMarkFinding(id)
  const [dialog, setDialog] = useState<'ignore' | 'assign'>()
  const close = (): void => setDialog(undefined)
  const set = (next: Finding['mark']): void => change.mutate({ mark: next })
  return (
    <div className={classes.actions}>
      <Button
        variant={mark === 'watched' ? 'light' : 'filled'}
        aria-pressed={mark === 'watched'}
        disabled={change.isPending}
        onClick={() => set(mark === 'watched' ? 'none' : 'watched')}
      >
        {mark === 'watched' ? 'Stop watching' : 'Watch'}
      </Button>
      <Button variant="default" onClick={() => setDialog('assign')}>
        {owner === null ? 'Assign…' : `Assigned to ${owner}…`}
      </Button>
      <Button
        variant="default"
        disabled={change.isPending}
        onClick={() => set(mark === 'fixed' ? 'none' : 'fixed')}
      >
        {mark === 'fixed' ? 'Not fixed after all' : 'Mark as fixed'}
      </Button>
      {mark === 'ignored' ? (
        <Button variant="default" disabled={change.isPending} onClick={() => set('none')}>
          No longer ignore
        </Button>
      ) : (
        <Button variant="default" onClick={() => setDialog('ignore')}>
          Ignore because…
        </Button>
      )}
      <span aria-live="polite">
        {change.error ? (
          <span className={classes.problem}>It was not saved. {change.error.message}</span>
        ) : null}
      </span>
      <IgnoreDialog id={id} opened={dialog === 'ignore'} onClose={close} />
      <AssignDialog id={id} owner={owner} opened={dialog === 'assign'} onClose={close} />
    </div>
  )
}
