import {
  attentionBands,
  type Heatmap,
  type HeatmapPage,
  type HeatmapRequest,
  type listHeatmapPages,
} from '@throughline/contract/heatmaps'
import type { RouteBody } from '@throughline/contract/route'
import { openScope, type ReportDependencies, type Scope } from '../../../platform/events/event-scope.ts'
import { findSnapshot, type RecordedPages } from './page-snapshots.ts'
import { type ElementRow, queryElements, queryPoints } from './queries/clicks.ts'
import { queryHeatmapPages } from './queries/heatmap-pages.ts'
import { queryDevices, queryPageTotals } from './queries/page-totals.ts'
import { type DepthsRow, queryAttentionBounds, queryViewDepths } from './queries/view-depths.ts'

export interface HeatmapDependencies extends ReportDependencies {
  readonly recordings: RecordedPages
}

interface Audience {
  readonly from: string
  readonly to: string
  readonly timezone?: string
  readonly device?: string
  readonly segment?: string
}

/**
 * Where the pages of a pattern are clicked, how far they are seen and what is looked at; shares are of the page views.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportHeatmap(
  deps: HeatmapDependencies,
  projectId: string,
  request: HeatmapRequest,
): Promise<Heatmap> {
  const { path, signal = 'element_clicked' } = request
  const scope = await openAudience(deps, projectId, request)
  const { device: _device, ...ofAllDevices } = request
  const everyDevice = await openAudience(deps, projectId, ofAllDevices)
  const [totals, devices, elements, points, depths] = await Promise.all([
    queryPageTotals(scope, path),
    queryDevices(everyDevice, path),
    queryElements(scope, path, signal),
    queryPoints(scope, path, signal),
    queryViewDepths(scope, path),
  ])
  const looked = await queryAttentionBounds(scope, path, depths?.attention_told ?? 0)
  const device = request.device ?? (devices[0]?.device || undefined)
  const { element_clicked, rage_clicked, dead_clicked, ...counts } = totals
  return {
    ...counts,
    devices,
    counts: { element_clicked, rage_clicked, dead_clicked },
    ...shapeSize(depths),
    elements: elements.map((row) => shapeElement(row, totals.views)),
    elementsInAll: elements[0]?.in_all ?? 0,
    points,
    ...shapeDepths(depths, looked, totals.views),
    snapshot: await findSnapshot(deps.recordings, projectId, {
      path,
      device,
      from: request.from,
      to: request.to,
    }),
  }
}

/** Pages to choose from. @throws AppError `invalid` or `not_found` that names the field */
export async function listPages(
  deps: ReportDependencies,
  projectId: string,
  request: RouteBody<typeof listHeatmapPages>,
): Promise<HeatmapPage[]> {
  const scope = await openAudience(deps, projectId, request)
  return queryHeatmapPages(scope, request.search ?? '', request.limit ?? 50)
}

const openAudience = (
  deps: ReportDependencies,
  projectId: string,
  { from, to, timezone, device, segment }: Audience,
): Promise<Scope> =>
  openScope(
    deps,
    projectId,
    {
      from,
      to,
      ...(timezone === undefined ? {} : { timezone }),
      ...(segment === undefined ? {} : { segment }),
      ...(device === undefined
        ? {}
        : { where: [{ property: 'device.type', operator: 'equals', value: device }] }),
    },
    [],
  )

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const shapeElement = (
  { in_all: _, text, ...row }: ElementRow,
  views: number,
): Heatmap['elements'][number] => ({
  ...row,
  text: text || null,
  share: shareOf(row.views, views),
})

function shapeSize(
  depths: DepthsRow | undefined,
): Pick<Heatmap, 'pageWidth' | 'pageHeight' | 'viewportHeight'> {
  const [p25, p50, p75] = depths?.heights ?? []
  return {
    pageWidth: depths?.width ?? null,
    pageHeight: p25 === undefined || p50 === undefined || p75 === undefined ? null : { p25, p50, p75 },
    viewportHeight: depths?.viewport ?? null,
  }
}

function shapeDepths(
  depths: DepthsRow | undefined,
  looked: { readonly low: number[]; readonly high: number[] } | undefined,
  views: number,
): Pick<Heatmap, 'scroll' | 'attention'> {
  const bands = Array.from({ length: attentionBands }, (_, band) => band)
  const step = 100 / attentionBands
  return {
    scroll: {
      told: depths?.scroll_told ?? 0,
      reach: bands.map((band) => {
        const reached = depths?.reached[band] ?? 0
        return { depth: (band + 1) * step, views: reached, share: shareOf(reached, views) }
      }),
    },
    attention: {
      told: depths?.attention_told ?? 0,
      bands: bands.map((band) => ({
        from: band * step,
        to: (band + 1) * step,
        totalSeconds: (depths?.attention_total[band] ?? 0) / 1000,
        medianSeconds: depths?.attention_told ? (depths.attention_median[band] ?? 0) / 1000 : null,
        low: secondsOf(looked?.low[band]),
        high: secondsOf(looked?.high[band]),
      })),
    },
  }
}

const secondsOf = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000)
