import { Replayer } from '@rrweb/replay'
import type { ReplayEvent } from '@throughline/contract/recordings'
import type { Viewport } from './stage.ts'

/** What draws a recording; all times in milliseconds from its start. */
export interface Engine {
  /** Events of a further part; done once the replayer has them. */
  add(events: readonly ReplayEvent[]): Promise<void>
  play(at: number): void
  /** Stands still at a moment and shows it. */
  show(at: number): void
  time(): number
  setSpeed(speed: number): void
  destroy(): void
}

interface EngineOptions {
  readonly root: HTMLElement
  /** Milliseconds since 1970 at which the recording begins. */
  readonly startedAt: number
  /** The first part; times not before the start. */
  readonly events: readonly ReplayEvent[]
  readonly speed: number
  readonly onResize: (viewport: Viewport) => void
  /** All that is loaded has been played. */
  readonly onEnd: () => void
}

type RrwebEvent = Extract<ConstructorParameters<typeof Replayer>[0][number], object>

/** rrweb's replayer without its own controls. Events must have been cleaned: it trusts them. */
export function createEngine(options: EngineOptions): Engine {
  const { startedAt, root, onResize, onEnd } = options
  // rrweb counts from its first event; one of our own pins that to the recording's start.
  const start: ReplayEvent = { type: 5, timestamp: startedAt, data: { tag: 'start', payload: {} } }
  const replayer = new Replayer([start, ...options.events].map(asRrweb), {
    root,
    speed: options.speed,
    // The virtual one makes its elements in the dashboard's document, outside the sandbox, before they move in.
    useVirtualDom: false,
    UNSAFE_replayCanvas: false,
    triggerFocus: false,
    skipInactive: false,
    showWarning: false,
    mouseTail: { duration: 350, lineCap: 'round', lineWidth: 2, strokeStyle: '#5474ad' },
  })
  replayer.on('resize', (size) => onResize(size as Viewport))
  replayer.on('finish', onEnd)
  return {
    async add(events) {
      // The replayer takes each in a microtask of its own; what awaits this one comes after all of them.
      for (const event of events) replayer.addEvent(asRrweb(event))
    },
    play: (at) => replayer.play(at),
    show: (at) => replayer.pause(at),
    time: () => replayer.getCurrentTime(),
    setSpeed: (speed) => replayer.setConfig({ speed }),
    destroy: () => replayer.destroy(),
  }
}

/** rrweb's type is a union of hundreds of shapes; `cleanEvent` has checked what it relies on. */
const asRrweb = (event: ReplayEvent): RrwebEvent => event as unknown as RrwebEvent
