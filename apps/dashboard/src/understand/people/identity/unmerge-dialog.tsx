import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Identifier } from '@throughline/contract/identifier'
import { unmergeProfile } from '@throughline/contract/people'
import { call } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { kindWords } from '../identifier-words.ts'
import { profileName } from '../person-name.ts'
import classes from './identity.module.css'

/** Takes an identifier out of a profile, after saying what that means; then leads to both. */
export function UnmergeDialog(props: {
  id: string
  identifier: Identifier | undefined
  onClose: () => void
}) {
  const { id, identifier, onClose } = props
  const queryClient = useQueryClient()
  const separate = useMutation({
    mutationFn: (given: Identifier) => call(unmergeProfile, { params: { id }, body: { identifier: given } }),
  })
  const close = (): void => {
    onClose()
    // Only now: until then the page would already be without the row whose dialog is open.
    if (separate.isSuccess) void queryClient.invalidateQueries()
    separate.reset()
  }
  if (separate.data) {
    const { profile, separated } = separate.data
    return (
      <Modal
        opened
        onClose={close}
        title="They are two people now"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ul className={classes.two}>
          {[profile, separated].map((one) => (
            <li key={one.profileId}>
              <Link to="/people/$id" params={{ id: one.profileId }} search={{}} onClick={close}>
                {profileName(one)}
              </Link>
              <span>{formatCount(one.eventCount, 'event')}</span>
            </li>
          ))}
        </ul>
        <Group justify="flex-end" mt="lg">
          <Button onClick={close}>Done</Button>
        </Group>
      </Modal>
    )
  }
  const said = identifier ? `${kindWords[identifier.kind]} ${identifier.value}` : ''
  return (
    <ConfirmDialog
      opened={identifier !== undefined}
      title={`Is “${identifier?.value ?? ''}” another person?`}
      action="Separate it"
      pending={separate.isPending}
      problem={separate.error?.message}
      onClose={close}
      onConfirm={() => identifier && separate.mutate(identifier)}
    >
      <div className={classes.text}>
        <p>
          <b>{said}</b> becomes a person of its own, with its events, orders and traits. Reports count two
          people from then on, also in the past.
        </p>
        <p>
          No event will ever join the two again by itself. You can take it back at any time: merge the two
          people, and everything is as before.
        </p>
      </div>
    </ConfirmDialog>
  )
}
