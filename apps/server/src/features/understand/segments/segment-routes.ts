import {
  addToSegment,
  changeSegment,
  createSegment,
  deleteSegment,
  getSegment,
  getSegmentSize,
  listSegmentMembers,
  listSegments,
  previewSegment,
  removeFromSegment,
  type Segment,
} from '@throughline/contract/segments'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { memberLines } from './member-lines.ts'
import type { StoredSegment } from './segment.ts'
import type { SegmentService, Size } from './segment-service.ts'

export const segmentEndpoints = (segments: SegmentService): Endpoint[] => [
  endpoint(listSegments, ({ access }) => ({ segments: segments.list(access.projectId).map(view) })),
  endpoint(createSegment, async ({ access, body }) => view(await segments.create(access.projectId, body))),
  endpoint(previewSegment, async ({ access, body }) => {
    const { size, everyone, sample } = await segments.preview(access.projectId, body.rule, body.id)
    return { size: sizeView(size), everyone, sample }
  }),
  endpoint(getSegment, ({ access, params }) => view(segments.get(access.projectId, params.id))),
  endpoint(changeSegment, async ({ access, params, body }) =>
    view(await segments.change(access.projectId, params.id, body)),
  ),
  endpoint(deleteSegment, async ({ access, params }) => {
    await segments.remove(access.projectId, params.id)
    return undefined
  }),
  endpoint(getSegmentSize, async ({ access, params, query }) =>
    sizeView(await segments.size(access.projectId, params.id, query.fresh ?? false)),
  ),
  endpoint(listSegmentMembers, async ({ access, params, query, request, reply }) => {
    if (request.headers.accept?.includes('text/csv')) {
      const { name } = segments.get(access.projectId, params.id)
      const file = `${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'segment'}.csv`
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(memberLines((cursor, limit) => segments.members(access.projectId, params.id, limit, cursor)))
    }
    const page = await segments.members(access.projectId, params.id, query.limit ?? 100, query.cursor)
    return { members: [...page.members], next: page.next }
  }),
  endpoint(addToSegment, ({ access, params, body }) =>
    segments.add(access.projectId, params.id, body.identifiers),
  ),
  endpoint(removeFromSegment, ({ access, params, body }) =>
    segments.takeOff(access.projectId, params.id, body.identifiers),
  ),
]

const view = (segment: StoredSegment): Segment => ({
  id: segment.id,
  name: segment.name,
  description: segment.description,
  kind: segment.kind,
  rule: segment.rule,
  persona: segment.persona,
  size: segment.size && sizeView(segment.size),
  createdAt: segment.createdAt.toISOString(),
  changedAt: segment.changedAt.toISOString(),
})

const sizeView = ({ people, computedAt }: Size) => ({ people, computedAt: computedAt.toISOString() })
