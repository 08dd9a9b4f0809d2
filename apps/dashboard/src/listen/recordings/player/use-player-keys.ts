import type { Recording } from '@throughline/contract/recordings'
import { type RefObject, useEffect } from 'react'
import type { Playback } from './playback.ts'
import { beforeSignal, neighbour, placedSignals } from './signal-clusters.ts'
import { toggleFullScreen } from './toggle-full-screen.ts'

/** How far an arrow goes. */
export const stepMs = 5_000

/**
 * The player's keys: space, arrows, N and P for signals, F for full screen. They work while nothing else has the
 * focus, and on the player with its lists; what is typed elsewhere is somebody else's.
 *
 * @param scope the player with its lists
 * @param player what is shown on the full screen
 */
export function usePlayerKeys(
  playback: Playback | undefined,
  recording: Recording,
  scope: RefObject<HTMLElement | null>,
  player: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!playback) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (!isOurs(event, scope.current)) return
      if (act(event.key, playback, recording, player.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [playback, recording, scope, player])
}

/** Goes to the signal before or behind the present moment. */
export function stepToSignal(playback: Playback, recording: Recording, direction: 'next' | 'previous'): void {
  const { startedAt, durationMs } = playback.span
  const signals = placedSignals(recording.signals, startedAt, durationMs)
  const to = neighbour(signals, playback.time.get(), direction)
  if (to) playback.seek(beforeSignal(to.time))
}

function act(key: string, playback: Playback, recording: Recording, player: HTMLElement | null): boolean {
  switch (key) {
    case ' ':
      playback.toggle()
      return true
    case 'ArrowLeft':
      playback.seek(playback.time.get() - stepMs)
      return true
    case 'ArrowRight':
      playback.seek(playback.time.get() + stepMs)
      return true
    case 'n':
    case 'N':
      stepToSignal(playback, recording, 'next')
      return true
    case 'p':
    case 'P':
      stepToSignal(playback, recording, 'previous')
      return true
    case 'f':
    case 'F':
      toggleFullScreen(player)
      return true
    default:
      return false
  }
}

/** Fields, tabs and menus use the same keys; a focused button or link wants its own space. */
function isOurs(event: KeyboardEvent, scope: HTMLElement | null): boolean {
  const { target, key } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, textarea, select, [contenteditable], [role=tab], [role=menu], [role=dialog]'))
    return false
  if (key === ' ' && target.closest('button, a, summary')) return false
  return target === document.body || target.id === 'main' || scope?.contains(target) === true
}
