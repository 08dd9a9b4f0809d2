import { record } from '@rrweb/record'
import type { eventWithTime } from '@rrweb/types'
import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { guardEvent } from './guard-event.ts'
import type { Masking } from './masking.ts'
import { forgetWaiting } from './slicing.ts'
import { writeWaiting } from './write-waiting.ts'

export interface Recorder {
  /** Begins anew with a snapshot, from which a player can start. */
  snapshot(): void
  /** A line of our own beside what the page looks like. */
  line(tag: 'console' | 'network', payload: object): void
  /** Nothing is told until the visitor does something; then what has changed meanwhile. */
  rest(): void
  stop(): void
}

/** Any type of field. rrweb's own list of types leaves some out, and what stands behind `input` holds for all. */
const allFields = { input: true, textarea: true, select: true }

const FULL_SNAPSHOT = 2
const CHANGE = 3
const META = 4
const CUSTOM = 5
/** Of a mouse, of a finger, and of something that is dragged. */
const MOVES: readonly number[] = [1, 6, 12]

/**
 * Records the page with rrweb.
 *
 * @param told takes each event as JSON, in their order. `isSnapshot`: a player can begin here. `isMove`: of the pointer
 */
export function startRecorder(
  host: Host,
  masking: Masking,
  told: (json: string, at: number, isSnapshot: boolean, isMove: boolean) => void,
): Recorder {
  const tell = host.safe((event: eventWithTime) => {
    guardEvent(event, masking)
    const { type, timestamp } = event
    const isMove = type === CHANGE && MOVES.includes(event.data.source)
    told(JSON.stringify(event), timestamp, type === META || type === FULL_SNAPSHOT, isMove)
  })
  // Before the page sees it: what it shows of it elsewhere is then known to be typed. rrweb itself waits for the end.
  const typing = host.safe((event: Event) => {
    masking.typed(event.composedPath()[0] as HTMLInputElement)
  })
  host.window.addEventListener('input', typing, true)
  const stopWriting = writeWaiting(host, tell)
  const stopRrweb = record({
    emit: tell,
    blockSelector: masking.blocked,
    maskTextSelector: masking.masked,
    maskTextFn: (text, element) => masking.text(text, element),
    maskInputOptions: allFields,
    maskInputFn: (text, element) => masking.field(text, element),
    slimDOMOptions: 'all',
    sampling: { scroll: 150, media: 800, input: 'last' },
    // An error of ours is not the page's.
    errorHandler: () => true,
  })

  return {
    snapshot() {
      forgetWaiting()
      // What waits must be unknown again, or rrweb would tell of changes to nodes that no player has.
      record.mirror.reset()
      attempt(() => record.takeFullSnapshot(true))
    },
    line: (tag, payload) =>
      tell({ type: CUSTOM, data: { tag, payload }, timestamp: Date.now() } as eventWithTime),
    rest: () => record.freezePage(),
    stop() {
      host.window.removeEventListener('input', typing, true)
      stopWriting()
      stopRrweb?.()
    },
  }
}
