import type { HeatmapSnapshot } from '@throughline/contract/heatmaps'
import { getRecording, type ReplayEvent } from '@throughline/contract/recordings'
import { call } from '../../../api.ts'
import { eventKinds } from '../../../listen/recordings/player/clean-event.ts'
import { fetchChunkOf, loadChunks } from '../../../listen/recordings/player/load-chunks.ts'
import { readChunk } from '../../../listen/recordings/player/read-chunk.ts'
import { openStage } from '../../../listen/recordings/player/stage.ts'
import { keepHeights } from './keep-heights.ts'

/** A recording and the moment of it at which a page stands. */
export type PageMoment = Pick<HeatmapSnapshot, 'recordingId' | 'at' | 'viewport'>

/** A page rebuilt out of a recording, standing still and laid out to its whole height. */
export interface OpenSnapshot {
  readonly page: Document
  readonly width: number
  readonly height: number
  remove(): void
}

/** Pictures and fonts that take longer no longer move the page. */
const settledMs = 1_500
/** Longer pages are cut: a browser draws no larger layer. */
const tallest = 16_000

/**
 * Rebuilds the page of a recording at a moment, in a sandboxed frame in which nothing runs.
 *
 * @param place what the frame is drawn into, in the page's proportions
 * @param hosts other sites from which the viewer lets pictures be loaded
 * @throws ApiProblem or Error where the recording is gone or has no picture of that moment
 */
export async function openSnapshot(
  place: HTMLElement,
  { recordingId, at, viewport }: PageMoment,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<OpenSnapshot> {
  const recording = await call(getRecording, { params: { id: recordingId } }, signal)
  const startedAt = Date.parse(recording.startedAt)
  const span = { startedAt, durationMs: Math.max(1, recording.durationMs) }
  const events: ReplayEvent[] = []
  for await (const chunk of loadChunks(recording.chunks, fetchChunkOf(recordingId), signal)) {
    if ('problem' in chunk) throw chunk.problem
    const read = readChunk(chunk.events, span, { hosts: new Set() })
    events.push(...read.events.filter(({ timestamp }) => timestamp <= at))
    if (startedAt + read.lastAt > at) break
  }
  if (!events.some(({ type }) => type === eventKinds.snapshot))
    throw new Error('The recording has no picture of this moment.')
  const { createEngine } = await import('../../../listen/recordings/player/engine.ts')
  signal.throwIfAborted()
  const stage = await openStage(place, viewport, hosts)
  const size = { ...viewport }
  const engine = createEngine({
    root: stage.root,
    startedAt,
    events,
    speed: 1,
    onResize: (window) => Object.assign(size, window),
    onEnd: () => undefined,
  })
  const remove = (): void => {
    engine.destroy()
    stage.remove()
  }
  try {
    signal.throwIfAborted()
    hidePointer(stage.root)
    engine.show(at - startedAt)
    const frame = stage.root.querySelector('iframe')
    const page = frame?.contentDocument
    if (!frame || !page?.body) throw new Error('The recording has no picture of this moment.')
    await settled(page)
    signal.throwIfAborted()
    const height = Math.min(
      tallest,
      keepHeights(page, size.height, (tall) => setHeight(frame, tall)),
    )
    stage.resize({ width: size.width, height })
    return { page, width: size.width, height, remove }
  } catch (error) {
    remove()
    throw error
  }
}

function setHeight(frame: HTMLIFrameElement, height: number): void {
  frame.style.height = `${height}px`
  frame.setAttribute('height', String(height))
}

/** The visitor's pointer belongs to one visit, not to the page. */
function hidePointer(root: HTMLElement): void {
  const style = root.ownerDocument.createElement('style')
  style.textContent = '.replayer-mouse, .replayer-mouse-tail { display: none !important; }'
  root.ownerDocument.head.append(style)
}

/** Resolves when styles, fonts and pictures stand, or have had their time. */
async function settled(page: Document): Promise<void> {
  const sheets = [...page.querySelectorAll('link[rel~="stylesheet"]')].map(loaded)
  const pictures = [...page.images].map((image) => (image.complete ? undefined : loaded(image)))
  const late = new Promise((resolve) => setTimeout(resolve, settledMs))
  await Promise.race([Promise.all([...sheets, ...pictures, page.fonts?.ready]), late])
}

function loaded(element: Element): Promise<void> {
  if (element instanceof HTMLLinkElement && element.sheet) return Promise.resolve()
  return new Promise((resolve) => {
    for (const name of ['load', 'error']) element.addEventListener(name, () => resolve(), { once: true })
  })
}
