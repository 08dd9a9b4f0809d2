import { Autocomplete, Button, Group, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FrictionAnswer, listFriction } from '@throughline/contract/friction'
import { type FormEvent, useState } from 'react'
import { keyOf } from '../../../api.ts'
import { useUser } from '../../../session.ts'
import { useMarkFinding } from '../use-finding.ts'
import classes from './card.module.css'

/** Gives a finding to someone, by the name or address that the team knows them by. */
export function AssignDialog(props: {
  id: string
  owner: string | null
  opened: boolean
  onClose: () => void
}) {
  const { id, owner, opened, onClose } = props
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Who takes this on?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AssignForm id={id} owner={owner} onClose={onClose} />
    </Modal>
  )
}

function AssignForm({ id, owner, onClose }: { id: string; owner: string | null; onClose: () => void }) {
  const [name, setName] = useState(owner ?? '')
  const assign = useMarkFinding(id)
  const known = useKnownOwners()
  const save = (next: string | null): void => assign.mutate({ owner: next }, { onSuccess: onClose })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save(name.trim())
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Autocomplete
        label="Owner"
        description="A name or an e-mail address"
        data={known}
        value={name}
        onChange={setName}
        maxLength={200}
        required
        withAsterisk={false}
        data-autofocus
      />
      {assign.error ? <p role="alert">{assign.error.message}</p> : null}
      <Group justify="flex-end" gap={8}>
        {owner === null ? null : (
          <Button variant="default" disabled={assign.isPending} onClick={() => save(null)}>
            Nobody
          </Button>
        )}
        <Button type="submit" loading={assign.isPending} disabled={name.trim() === ''}>
          Assign it
        </Button>
      </Group>
    </form>
  )
}

/** Oneself first, then whoever owns another finding of a list that was looked at. */
function useKnownOwners(): string[] {
  const user = useUser()
  const lists = useQueryClient().getQueriesData<FrictionAnswer>({ queryKey: keyOf(listFriction) })
  const owners = lists.flatMap(([, answer]) => answer?.findings.flatMap(({ owner }) => owner ?? []) ?? [])
  return [...new Set([user.name, user.email, ...owners])].filter((name) => name !== '')
}
