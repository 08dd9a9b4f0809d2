import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { createSegment, getSegment, listSegments } from '@throughline/contract/segments'
import { call, keyOf, query } from '../../api.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { SegmentForm, type SegmentValues } from './segment-form.tsx'

/** Makes a segment; a list is filled on its own page afterwards. */
export function NewSegmentPage() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const create = useMutation({
    mutationFn: ({ rule, ...values }: SegmentValues) =>
      call(createSegment, { body: { ...values, ...(rule === undefined ? {} : { rule }) } }),
    onSuccess: (segment) => {
      queryClient.setQueryData(query(getSegment, { params: { id: segment.id } }).queryKey, segment)
      void queryClient.invalidateQueries({ queryKey: keyOf(listSegments) })
      return navigate({ to: '/segments/$id', params: { id: segment.id } })
    },
  })
  return (
    <>
      <PageTitle
        above={<Link to="/segments">Segments</Link>}
        sub="Say what they are or do; beside it you see at once how many that is."
      >
        New segment
      </PageTitle>
      <SegmentForm
        action="Create the segment"
        pending={create.isPending}
        problem={create.error?.message}
        onSave={create.mutate}
      />
    </>
  )
}
