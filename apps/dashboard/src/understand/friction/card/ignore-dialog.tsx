import { Button, Group, Modal, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMarkFinding } from '../use-finding.ts'
import classes from './card.module.css'

/** Takes a finding out of sight, for a reason that the next one to wonder can read. */
export function IgnoreDialog(props: { id: string; opened: boolean; onClose: () => void }) {
  const { id, opened } = props
  const [reason, setReason] = useState('')
  const ignore = useMarkFinding(id)
  const close = (): void => {
    setReason('')
    ignore.reset()
    props.onClose()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ignore.mutate({ mark: 'ignored', reason: reason.trim() }, { onSuccess: close })
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Ignore this finding because…"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={classes.form} onSubmit={submit}>
        <Textarea
          label="Reason"
          description="It stays in the history. The finding leaves the list, and the list says that it is there."
          placeholder="The gallery is replaced in May"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={1000}
          minRows={3}
          autosize
          required
          withAsterisk={false}
          data-autofocus
        />
        {ignore.error ? <p role="alert">{ignore.error.message}</p> : null}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button type="submit" loading={ignore.isPending} disabled={reason.trim() === ''}>
            Ignore it
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
