import type { Recording } from '@throughline/contract/recordings'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { fetchChunkOf, loadChunks } from './load-chunks.ts'
import { createPlayback, type Playback } from './playback.ts'
import { openStage } from './stage.ts'

/**
 * Opens a recording on the element that `place` holds. It begins anew, where it stood, when other sites are allowed to
 * load from: the frame's policy is fixed when it opens.
 *
 * @param at milliseconds to begin at; undefined plays from the start
 */
export function usePlayback(
  recording: Recording,
  place: RefObject<HTMLElement | null>,
  hosts: readonly string[],
  at: number | undefined,
): Playback | undefined {
  const [playback, setPlayback] = useState<Playback>()
  const allowed = hosts.join(' ')
  // The moment that the link named counts once; afterwards the link follows the player.
  const begin = useRef(at)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const names = allowed.split(' ').filter((host) => host !== '')
    const next = createPlayback({
      recording,
      hosts: names,
      at: begin.current,
      autoplay: begin.current === undefined && !still,
      openStage: () => openStage(element, recording.viewport, names),
      createEngine: async () => (await import('./engine.ts')).createEngine,
      chunks: (signal) => loadChunks(recording.chunks, fetchChunkOf(recording.id), signal),
    })
    setPlayback(next)
    return () => {
      if (next.state.get().phase === 'ready') begin.current = next.time.get()
      next.destroy()
      setPlayback(undefined)
    }
  }, [recording, place, allowed])
  return playback
}
