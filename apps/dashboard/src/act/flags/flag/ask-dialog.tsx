import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from '../flags.module.css'

/** Asks whether what reaches visitors at once is meant so. What can be taken back is no loss, so it is not in its colour. */
export function AskDialog(props: {
  opened: boolean
  title: string
  children: ReactNode
  /** The deed in words: "Save for Production". */
  action: string
  pending: boolean
  problem: string | undefined
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
          Not yet
        </Button>
        <Button onClick={props.onConfirm} loading={props.pending}>
          {props.action}
        </Button>
      </Group>
    </Modal>
  )
}
