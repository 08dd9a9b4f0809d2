import { useQuery } from '@tanstack/react-query'
import { listSegments, type Segment } from '@throughline/contract/segments'
import { query } from '../../api.ts'

/** All segments by name; empty until they are there. One answer is shared by all who ask. */
export function useSegments(): readonly Segment[] {
  return useQuery({ ...query(listSegments, {}), staleTime: 60_000 }).data?.segments ?? []
}

/** What a segment of the link is called; its id while the list is not there. */
export function useSegmentName(id: string | undefined): string {
  const segments = useSegments()
  if (id === undefined) return 'Everyone'
  return segments.find((segment) => segment.id === id)?.name ?? id
}
