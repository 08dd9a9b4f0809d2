import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { deleteFlag, type Flag, getFlag, listFlags } from '@throughline/contract/flags'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

/** Deletes an archived flag for good, and goes back to the list. */
export function DeleteFlag({ flag: { key, name } }: { flag: Flag }) {
  const [asking, ask] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call(deleteFlag, { params: { key } }),
    onSuccess: async () => {
      await navigate({ to: '/flags', search: { show: 'archived' } })
      queryClient.removeQueries({ queryKey: query(getFlag, { params: { key } }).queryKey })
      await queryClient.invalidateQueries({ queryKey: keyOf(listFlags) })
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        Delete
      </Button>
      <ConfirmDialog
        opened={asking}
        title={`Delete “${name}”?`}
        action="Delete the flag"
        pending={remove.isPending}
        problem={remove.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>
          Its settings, its history and what was counted of it go with it and cannot be brought back. The key{' '}
          <code>{key}</code> is free for another flag then. What experiments found stays.
        </p>
      </ConfirmDialog>
    </>
  )
}
