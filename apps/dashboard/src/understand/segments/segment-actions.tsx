import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { deleteSegment, getSegment, listSegments, type Segment } from '@throughline/contract/segments'
import { useState } from 'react'
import { call, keyOf } from '../../api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import button from '../../ui/link-button.module.css'
import type { ViewSearch } from '../../view/view-search.ts'
import { saveMembers } from './save-members.ts'

/** What can be done with a segment: look at everything for it, take its people away as CSV, delete it. */
export function SegmentActions({ segment }: { segment: Segment }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [asking, ask] = useState(false)
  const save = useMutation({ mutationFn: () => saveMembers(segment) })
  const remove = useMutation({
    mutationFn: () => call(deleteSegment, { params: { id: segment.id } }),
    onSuccess: async () => {
      ask(false)
      await navigate({
        to: '/segments',
        search: (old) => ({ ...old, segment: undefined }),
      })
      queryClient.removeQueries({ queryKey: keyOf(getSegment) })
      return queryClient.invalidateQueries({ queryKey: keyOf(listSegments) })
    },
  })
  const only = (old: ViewSearch) => ({ ...old, segment: segment.id })
  return (
    <>
      <Link to="/" search={only} className={button.linkButton ?? ''}>
        See Home for them
      </Link>
      <Link to="/journeys" search={only} className={button.linkButton ?? ''}>
        See their journey
      </Link>
      <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
        Save the people as CSV
      </Button>
      <Button variant="subtle" onClick={() => ask(true)}>
        Delete
      </Button>
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      <ConfirmDialog
        opened={asking}
        title={`Delete “${segment.name}”?`}
        action="Delete the segment"
        pending={remove.isPending}
        problem={remove.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>
          Its people stay, and so do their events. Links to what is seen for this segment no longer work, and
          {segment.kind === 'list' ? ' the list' : ' its rule'} cannot be brought back. While a saved report,
          a flag, an experiment or another segment names it, it is kept.
        </p>
      </ConfirmDialog>
    </>
  )
}
