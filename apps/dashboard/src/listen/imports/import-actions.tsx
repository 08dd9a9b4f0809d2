import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  cancelImport,
  deleteImport,
  getImport,
  type Import,
  listImports,
  pauseImport,
  startImport,
} from '@throughline/contract/imports'
import { useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** What can be done with an import in the state that it is in. */
export function ImportActions({ item }: { item: Import }) {
  const { id, status, hasFile } = item
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [asking, ask] = useState<'cancel' | 'delete'>()
  const keep = (answer: Import): void => {
    ask(undefined)
    queryClient.setQueryData(query(getImport, { params: { id } }).queryKey, answer)
    void queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
  }
  const pause = useMutation({ mutationFn: () => call(pauseImport, { params: { id } }), onSuccess: keep })
  const start = useMutation({ mutationFn: () => call(startImport, { params: { id } }), onSuccess: keep })
  const cancel = useMutation({ mutationFn: () => call(cancelImport, { params: { id } }), onSuccess: keep })
  const remove = useMutation({
    mutationFn: () => call(deleteImport, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/imports' })
      queryClient.removeQueries({ queryKey: keyOf(getImport) })
      return queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
    },
  })
  const problem = pause.error ?? start.error ?? cancel.error ?? remove.error
  const isOver = status === 'done' || status === 'cancelled' || status === 'failed' || status === 'ready'
  return (
    <>
      {status === 'running' || status === 'queued' ? (
        <Button variant="default" onClick={() => pause.mutate()} loading={pause.isPending}>
          Pause
        </Button>
      ) : null}
      {status === 'paused' || (status === 'failed' && hasFile) ? (
        <Button onClick={() => start.mutate()} loading={start.isPending}>
          {status === 'paused' ? 'Go on' : 'Try again'}
        </Button>
      ) : null}
      {isOver ? (
        <Button variant="subtle" onClick={() => ask('delete')}>
          Forget this import
        </Button>
      ) : (
        <Button variant="subtle" onClick={() => ask('cancel')}>
          Cancel
        </Button>
      )}
      {problem && !asking ? <p role="alert">{problem.message}</p> : null}
      <ConfirmDialog
        opened={asking === 'cancel'}
        title={`Cancel the import of “${item.name}”?`}
        action="Cancel the import"
        pending={cancel.isPending}
        problem={cancel.error?.message}
        onClose={() => ask(undefined)}
        onConfirm={() => cancel.mutate()}
      >
        <p>
          The upload is deleted. Events that are stored already stay; the same file imported later adds the
          rest.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'delete'}
        title={`Forget the import of “${item.name}”?`}
        action="Forget it"
        pending={remove.isPending}
        problem={remove.error?.message}
        onClose={() => ask(undefined)}
        onConfirm={() => remove.mutate()}
      >
        <p>Its entry and, if it is still here, its upload are deleted. Events that are stored stay.</p>
      </ConfirmDialog>
    </>
  )
}
