import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { deleteRecording, getRecording, listRecordings } from '@throughline/contract/recordings'
import { call, keyOf } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Icon } from '../../../ui/icon.tsx'

/** Deletes the recording for good, once that is confirmed. */
export function DeleteRecording({ id }: { id: string }) {
  const [asking, ask] = useDisclosure(false)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => call(deleteRecording, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/recordings' })
      queryClient.removeQueries({ queryKey: [...keyOf(getRecording), { params: { id } }] })
      await queryClient.invalidateQueries({ queryKey: keyOf(listRecordings) })
    },
  })
  return (
    <>
      <Button variant="default" leftSection={<Icon name="trash" size={14} />} onClick={ask.open}>
        Delete
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Delete this recording?"
        action="Delete the recording"
        pending={deletion.isPending}
        problem={deletion.error?.message}
        onConfirm={() => deletion.mutate()}
        onClose={ask.close}
      >
        <p>What was recorded goes for good and for everyone. The person’s events and signals stay.</p>
      </ConfirmDialog>
    </>
  )
}
