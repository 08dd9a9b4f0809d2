import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Board, changeBoard, deleteBoard, getBoard, listBoards } from '@throughline/contract/boards'
import { type FormEvent, useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Icon } from '../../../ui/icon.tsx'

/** Renames a board or deletes it. */
export function BoardActions({ board }: { board: Board }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [asked, ask] = useState<'delete' | 'rename'>()
  const [name, setName] = useState(board.name)
  const rename = useMutation({
    mutationFn: () => call(changeBoard, { params: { id: board.id }, body: { name } }),
    onSuccess: async () => {
      await Promise.all(
        [getBoard, listBoards].map((route) => queryClient.invalidateQueries({ queryKey: keyOf(route) })),
      )
      ask(undefined)
    },
  })
  const remove = useMutation({
    mutationFn: () => call(deleteBoard, { params: { id: board.id } }),
    onSuccess: async () => {
      await navigate({ to: '/reports', search: {} })
      queryClient.removeQueries({ queryKey: keyOf(getBoard) })
      await queryClient.invalidateQueries({ queryKey: keyOf(listBoards) })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" size={12} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => ask('rename')}>Rename</Menu.Item>
          <Menu.Item onClick={() => ask('delete')} c="var(--loss)">
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asked === 'rename'}
        onClose={() => ask(undefined)}
        title="Rename the board"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form onSubmit={submit}>
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={200}
            required
            withAsterisk={false}
            data-autofocus
            error={rename.isError ? rename.error.message : undefined}
          />
          <Button type="submit" mt="lg" loading={rename.isPending} disabled={name.trim() === ''}>
            Rename
          </Button>
        </form>
      </Modal>
      <ConfirmDialog
        opened={asked === 'delete'}
        title={`Delete “${board.name}”?`}
        action="Delete the board"
        pending={remove.isPending}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate()}
        onClose={() => ask(undefined)}
      >
        Its reports stay, and its link opens no more.
      </ConfirmDialog>
    </>
  )
}
