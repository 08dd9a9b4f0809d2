import type { LongAnimationFrame } from './entries.ts'
import { bareUrl, type MeasuredPage, selectorOf, type Watch } from './measured-page.ts'

/** Quicker events are nothing that anybody feels. */
const LEAST_MS = 40
/** The longest interactions that are kept; the 98th percentile of up to 500 is among them. */
const KEPT = 10
/** Events that are shown within this of each other are shown by the same frame. */
const SAME_FRAME_MS = 8
/** What a page that came back says of interactions that were all too quick to be told. */
const QUICK_MS = 8

/** The work of one frame on events. */
interface Frame {
  readonly shown: number
  started: number
  ended: number
}

interface Interaction {
  readonly id: number
  latency: number
  start: number
  frame: Frame
  element: string | undefined
  script: { readonly url: string | undefined; readonly ms: number } | undefined
}

/** INP: how long the page takes to answer, at about the 98th percentile of its interactions. */
export function watchInteractions(page: MeasuredPage): void {
  if (!('interactionId' in (page.window.PerformanceEventTiming?.prototype ?? {}))) return
  const interactionCount = countInteractions(page)
  let [countedBefore, restored] = [0, false]
  let longest: Interaction[] = []
  let frames: Frame[] = []
  let longFrames: LongAnimationFrame[] = []

  const frameOf = ({
    startTime,
    duration,
    processingStart,
    processingEnd,
  }: PerformanceEventTiming): Frame => {
    const shown = startTime + duration
    const known = frames.find((frame) => Math.abs(frame.shown - shown) <= SAME_FRAME_MS)
    const frame = known ?? { shown, started: processingStart, ended: processingEnd }
    if (!known) frames = [...frames, frame].slice(-KEPT)
    frame.started = Math.min(frame.started, processingStart)
    frame.ended = Math.max(frame.ended, processingEnd)
    return frame
  }

  const add = (entry: PerformanceEventTiming) => {
    const frame = frameOf(entry)
    const { interactionId: id, duration: latency, startTime: start } = entry
    if (!id) return
    let own = longest.find((one) => one.id === id)
    if (!own) {
      if (longest.length === KEPT && latency <= (longest.at(-1)?.latency ?? 0)) return
      own = { id, latency, start, frame, element: undefined, script: undefined }
      longest.push(own)
    } else if (latency > own.latency) Object.assign(own, { latency, start, frame, script: undefined })
    own.element ??= selectorOf(entry.target)
    longest = longest.sort((a, b) => b.latency - a.latency).slice(0, KEPT)
  }

  /** Finds the script that kept each of the longest interactions waiting most; frames may come before or after them. */
  const blameScripts = () => {
    for (const own of longest)
      for (const { startTime, duration, scripts } of longFrames) {
        if (startTime + duration < own.start || startTime > own.frame.ended) continue
        for (const script of scripts) {
          const ms = script.startTime + script.duration - Math.max(own.start, script.startTime)
          if (ms > (own.script?.ms ?? 0)) own.script = { url: bareUrl(script.sourceURL), ms }
        }
      }
  }

  const watch = page.observe<PerformanceEventTiming>(
    ['event', 'first-input'],
    (entries) => {
      entries.forEach(add)
      blameScripts()
    },
    LEAST_MS,
  )
  const frameWatch = page.observe<LongAnimationFrame>(['long-animation-frame'], (entries) => {
    longFrames = [...longFrames, ...entries].slice(-KEPT)
    blameScripts()
  })
  if (!watch) return

  page.onHidden(() => {
    watch.drain()
    frameWatch?.drain()
    const count = interactionCount() - countedBefore
    const own = longest[Math.min(longest.length - 1, Math.floor(count / 50))]
    if (own) page.report('INP', own.latency, { ...blame(own), element: own.element, script: own.script?.url })
    else if (count && restored) page.report('INP', QUICK_MS, {})
  })
  page.onRestore(() => {
    countedBefore = interactionCount()
    restored = true
    longest = []
  })
}

/** The latency split into waiting for the page to begin, its handlers, and until the frame was shown. */
function blame({ start, latency, frame }: Interaction) {
  const started = Math.max(frame.started, start)
  // Durations are rounded to 8 ms, and handlers of a dialog may outlast them.
  const shown = Math.max(start + latency, started)
  const ended = Math.min(frame.ended, shown)
  return {
    phase: { input_delay: started - start, processing: ended - started, presentation_delay: shown - ended },
  }
}

/** How many interactions there were, however quick; by their numbers where the browser does not count them. */
function countInteractions(page: MeasuredPage): () => number {
  const { performance } = page.window
  if ('interactionCount' in performance) return () => performance.interactionCount
  let [first, last] = [Number.POSITIVE_INFINITY, 0]
  const watch: Watch | undefined = page.observe<PerformanceEventTiming>(
    ['event'],
    (entries) => {
      for (const { interactionId } of entries)
        if (interactionId) {
          first = Math.min(first, interactionId)
          last = Math.max(last, interactionId)
        }
    },
    0,
  )
  return () => {
    watch?.drain()
    // Browsers number interactions in steps of seven, so that nobody counts on it.
    return last ? (last - first) / 7 + 1 : 0
  }
}
