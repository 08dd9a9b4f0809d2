import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './confirm-dialog.module.css'

/** Asks before something that cannot be taken back. The button says what happens, never "OK". */
export function ConfirmDialog(props: {
  opened: boolean
  title: string
  children: ReactNode
  /** The deed in words: "Revoke the token". */
  action: string
  pending?: boolean
  /** Why it could not be done, once it was tried. */
  problem?: string | undefined
  onConfirm: () => void
  onClose: () => void
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {props.children}
      {props.problem === undefined ? null : (
        <p role="alert" className={classes.problem}>
          {props.problem}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt="lg">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          Keep it
        </Button>
        <Button
          variant="filled"
          onClick={props.onConfirm}
          loading={props.pending ?? false}
          style={{ background: 'var(--loss)', color: 'var(--card)' }}
        >
          {props.action}
        </Button>
      </Group>
    </Modal>
  )
}
