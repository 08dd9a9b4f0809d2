import type { HeatmapSnapshot } from '@throughline/contract/heatmaps'
import type { Recording, RecordingSummary } from '@throughline/contract/recordings'
import { expressionOf } from '../../../platform/events/page-pattern.ts'

/** What a heatmap needs of the recordings. */
export interface RecordedPages {
  /** Recordings that saw a page of the pattern, the last begun first. */
  list(
    projectId: string,
    choice: { path: string; from?: string; to?: string },
    after: undefined,
    limit: number,
  ): Promise<{ recordings: readonly RecordingSummary[] }>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<Recording>
}

/** So many of the newest recordings are looked through for one of the right device. */
const LOOKED_THROUGH = 50
/** After so long on a page, what it loads late stands. */
const SETTLED_MS = 3000
/** A page left earlier was not drawn yet; the last one's picture is what the recording ends with. */
const DRAWN_MS = 250

interface Wanted {
  readonly path: string
  readonly device: string | undefined
  readonly from: string
  readonly to: string
}

/**
 * A recording that shows a page of the pattern, and a moment at which it stands: of the range where there is one, else
 * of before or after it; of the device asked for, or of none other.
 */
export async function findSnapshot(
  recordings: RecordedPages,
  projectId: string,
  { path, device, from, to }: Wanted,
): Promise<HeatmapSnapshot | null> {
  for (const range of [{ from, to }, {}]) {
    const found = await recordings.list(projectId, { path, ...range }, undefined, LOOKED_THROUGH)
    const fitting = found.recordings.filter((each) => device === undefined || each.device === device)
    for (const each of fitting.slice(0, 5)) {
      const snapshot = snapshotIn(await recordings.get(projectId, each.id), path)
      if (snapshot) return snapshot
    }
  }
  return null
}

/** The first stay on a fitting page that was long enough for all of it to load, else the longest; when it is drawn. */
export function snapshotIn(recording: Recording, path: string): HeatmapSnapshot | null {
  const fits = new RegExp(expressionOf(path))
  const end = Date.parse(recording.startedAt) + recording.durationMs
  const stays = recording.pageViews
    .map((page, index) => ({ ...page, until: recording.pageViews[index + 1]?.at ?? end }))
    .filter(({ path, at, until }) => fits.test(path) && (until - at >= DRAWN_MS || until === end))
  const longest = [...stays].sort((a, b) => b.until - b.at - (a.until - a.at))[0]
  const stay = stays.find(({ at, until }) => until - at > SETTLED_MS) ?? longest
  if (!stay) return null
  return {
    recordingId: recording.id,
    at: Math.round(Math.min(stay.at + SETTLED_MS, stay.until === end ? end : stay.until - 1)),
    path: stay.path,
    viewport: recording.viewport,
    device: recording.device,
  }
}
