import { Button, Group, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import classes from './acts.module.css'

/** Asks what a deed needs to know, says what it does, and what went wrong if it could not be done. */
export function ActDialog(props: {
  title: string
  action: string
  pending: boolean
  problem: string | undefined
  /** False while what was asked is not answered. */
  ready?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const { ready = true, problem } = props
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) props.onSubmit()
  }
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={classes.form} onSubmit={submit}>
        {props.children}
        {problem === undefined ? null : (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onClose}>
            Not now
          </Button>
          <Button type="submit" loading={props.pending} disabled={!ready}>
            {props.action}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
