import { Button } from '@mantine/core'
import { archiveFlag, type Flag, restoreFlag } from '@throughline/contract/flags'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import classes from '../flags.module.css'
import { useFlagAct } from '../use-flags.ts'
import { DeleteFlag } from './delete-flag.tsx'

/** Puts a flag away, takes it out again, or deletes it for good. */
export function FlagActions({ flag }: { flag: Flag }) {
  const [asking, ask] = useState(false)
  const { key, version } = flag
  const isArchived = flag.archivedAt !== null
  const act = useFlagAct(
    () => call(isArchived ? restoreFlag : archiveFlag, { params: { key }, body: { version } }),
    () => ask(false),
  )
  return (
    <>
      {isArchived ? (
        <>
          <Button variant="default" onClick={() => act.mutate(undefined)} loading={act.isPending}>
            Take it out of the archive
          </Button>
          <DeleteFlag flag={flag} />
        </>
      ) : (
        <Button variant="default" onClick={() => ask(true)}>
          Archive
        </Button>
      )}
      {act.error && !asking ? (
        <p role="alert" className={classes.problem}>
          {act.error.message}
        </p>
      ) : null}
      <ConfirmDialog
        opened={asking}
        title={`Archive “${flag.name}”?`}
        action="Archive the flag"
        pending={act.isPending}
        problem={act.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => act.mutate(undefined)}
      >
        <p>
          Code that still asks for <code>{key}</code> gets its own default from then on, in all environments.
          Settings and history stay, and the flag can be taken out of the archive as it was.
        </p>
      </ConfirmDialog>
    </>
  )
}
