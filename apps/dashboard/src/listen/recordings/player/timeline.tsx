import { Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { Recording } from '@throughline/contract/recordings'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { capital, countedSignal, signalLooks, signalOrder } from '../signal-look.ts'
import { SignalMark } from '../signal-mark.tsx'
import { clockText, spokenClock } from './clock-text.ts'
import type { Playback } from './playback.ts'
import { beforeSignal, placedSignals, type SignalCluster, signalClusters } from './signal-clusters.ts'
import { useStore } from './store.ts'
import { ThreadLine } from './thread-line.tsx'
import classes from './timeline.module.css'
import { stepMs } from './use-player-keys.ts'

/** A mark is this wide; nearer ones are drawn as one. */
const markWidth = 22

/** The visit as one thread: thick where something was done, dashed where nothing was, with the signals on it. */
export function Timeline({ playback, recording }: { playback: Playback; recording: Recording }) {
  const { startedAt, durationMs } = playback.span
  const { ref, width } = useElementSize<HTMLDivElement>()
  const clusters = useMemo(() => {
    const signals = placedSignals(recording.signals, startedAt, durationMs)
    return signalClusters(signals, (markWidth / Math.max(width, 1)) * durationMs)
  }, [recording.signals, startedAt, durationMs, width])
  const share = (time: number): string => `${(time / durationMs) * 100}%`
  return (
    <div className={classes.timeline} ref={ref}>
      <ul className={classes.marks} aria-label="Signals">
        {clusters.map((cluster) => (
          <li key={cluster.time} style={{ left: share(cluster.time) }}>
            <Mark cluster={cluster} onGo={() => playback.seek(beforeSignal(cluster.time))} />
          </li>
        ))}
      </ul>
      <Slider playback={playback} />
      <div className={classes.pages} aria-hidden="true">
        {[...new Set(recording.pageViews.map(({ at }) => at))].map((at) => (
          <span key={at} style={{ left: share(Math.max(0, at - startedAt)) }} />
        ))}
      </div>
    </div>
  )
}

function Mark({ cluster, onGo }: { cluster: SignalCluster; onGo: () => void }) {
  const [first] = cluster.signals
  const label = clusterText(cluster)
  return (
    <Tooltip label={label} openDelay={0}>
      <button type="button" className={classes.mark} onClick={onGo} aria-label={label}>
        <SignalMark signal={first.signal} size={16} />
        {cluster.signals.length > 1 ? <span aria-hidden="true">{cluster.signals.length}</span> : null}
      </button>
    </Tooltip>
  )
}

/** `Rage click on “Pay now”, 00:42`, or of several `2 rage clicks and 1 dead click, 00:42`. */
function clusterText({ time, signals }: SignalCluster): string {
  const [first, ...others] = signals
  if (others.length === 0) {
    const on = first.elementText ?? first.element
    return `${capital(signalLooks[first.signal].one)}${on ? ` on “${on}”` : ''}, ${clockText(time)}`
  }
  const counts = signalOrder.flatMap((name) => {
    const count = signals.filter(({ signal }) => signal === name).length
    return count > 0 ? [countedSignal(name, count)] : []
  })
  return `${counts.join(', ')}, ${clockText(time)}`
}

function Slider({ playback }: { playback: Playback }) {
  const { durationMs } = playback.span
  const track = useRef<HTMLDivElement>(null)
  const [hover, setHover] = useState<number>()
  const second = useStore(playback.time, (time) => Math.floor(time / 1000))

  // The head moves with every frame: too often for React, so the track is told directly.
  useEffect(() => {
    const draw = (): void =>
      track.current?.style.setProperty('--played', `${(playback.time.get() / durationMs) * 100}%`)
    draw()
    return playback.time.subscribe(draw)
  }, [playback, durationMs])

  const timeAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect()
    return box ? Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * durationMs : 0
  }
  const onKey = (event: KeyboardEvent): void => {
    const to = keyTarget(event.key, playback.time.get(), durationMs)
    if (to === undefined) return
    event.preventDefault()
    playback.seek(to)
  }
  return (
    <div
      ref={track}
      className={classes.track}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the recording"
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationMs / 1000)}
      aria-valuenow={second}
      aria-valuetext={`${spokenClock(second * 1000)} of ${spokenClock(durationMs)}`}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        playback.seek(timeAt(event))
      }}
      onPointerMove={(event) => {
        const time = timeAt(event)
        setHover(time)
        if (event.currentTarget.hasPointerCapture(event.pointerId)) playback.seek(time)
      }}
      onPointerLeave={() => setHover(undefined)}
    >
      <ThreadLine playback={playback} />
      <span className={classes.head} />
      {hover === undefined ? null : (
        <span className={classes.hover} style={{ left: `${(hover / durationMs) * 100}%` }} aria-hidden="true">
          {clockText(hover)}
        </span>
      )}
    </div>
  )
}

function keyTarget(key: string, time: number, durationMs: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return time - stepMs
    case 'ArrowRight':
    case 'ArrowUp':
      return time + stepMs
    case 'PageDown':
      return time - 6 * stepMs
    case 'PageUp':
      return time + 6 * stepMs
    case 'Home':
      return 0
    case 'End':
      return durationMs
    default:
      return undefined
  }
}
