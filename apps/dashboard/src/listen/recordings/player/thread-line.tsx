import type { Stretch } from './idle-stretches.ts'
import type { Playback } from './playback.ts'
import { useStore } from './store.ts'
import classes from './timeline.module.css'

/** The line itself, twice: in the colour of what is to come, and over it, as far as it was played, in the thread's. */
export function ThreadLine({ playback }: { playback: Playback }) {
  const { durationMs } = playback.span
  const idle = useStore(playback.state, (state) => state.idle)
  const skipIdle = useStore(playback.state, (state) => state.skipIdle)
  const loadedUntil = useStore(playback.state, (state) => state.loadedUntil)
  const parts = threadParts(idle, loadedUntil, durationMs)
  return (
    <>
      {(['ahead', 'played'] as const).map((layer) => (
        <div key={layer} className={classes[layer]} aria-hidden="true">
          {parts.map(({ kind, from, to }) => (
            <span
              key={from}
              data-kind={kind}
              data-skipped={(kind === 'idle' && skipIdle) || undefined}
              style={{ left: `${(from / durationMs) * 100}%`, width: `${((to - from) / durationMs) * 100}%` }}
            />
          ))}
        </div>
      ))}
    </>
  )
}

interface ThreadPart extends Stretch {
  readonly kind: 'active' | 'idle' | 'unloaded'
}

/** The recording from its start to its end, as parts of one kind each. */
function threadParts(idle: readonly Stretch[], loadedUntil: number, durationMs: number): ThreadPart[] {
  const parts: ThreadPart[] = []
  const loaded = Math.min(loadedUntil, durationMs)
  let at = 0
  for (const { from, to } of idle) {
    if (from > at) parts.push({ kind: 'active', from: at, to: from })
    parts.push({ kind: 'idle', from, to: Math.min(to, loaded) })
    at = to
  }
  if (loaded > at) parts.push({ kind: 'active', from: at, to: loaded })
  if (durationMs > loaded) parts.push({ kind: 'unloaded', from: loaded, to: durationMs })
  return parts
}
