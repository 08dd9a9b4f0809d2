import { useQuery } from '@tanstack/react-query'
import { listSegments, type Segment } from '@throughline/contract/segments'
import { query } from '../../api.ts'
import { segmentChoices } from './segment-choices.ts'

/** All segments by name; undefined until they are there. One answer is shared by all who ask. */
export function useSegmentList(): readonly Segment[] | undefined {
  return useQuery({ ...query(listSegments, {}), staleTime: 60_000 }).data?.segments
}

/** All segments by name; empty until they are there. */
export const useSegments = (): readonly Segment[] => useSegmentList() ?? []

/** What a segment of the link is called; its id while the list is not there. */
export function useSegmentName(id: string | undefined): string {
  const segments = useSegmentList()
  if (id === undefined) return 'Everyone'
  return segmentChoices(segments, id).find(({ value }) => value === id)?.label ?? id
}
