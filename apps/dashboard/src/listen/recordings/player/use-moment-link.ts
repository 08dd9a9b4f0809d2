import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { secondsOf } from '../recordings-search.ts'
import type { Playback } from './playback.ts'

/** The link follows once the player rests, so that dragging does not flood the history. */
const restMs = 400

/** Keeps the moment that the player stands at in the page's link. */
export function useMomentLink(playback: Playback | undefined): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (!playback) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = (): void => {
      const { playing, phase } = playback.state.get()
      if (playing || phase !== 'ready') return
      const t = secondsOf(playback.time.get())
      void navigate({
        to: '.',
        search: (old) => ({ ...old, t }),
        replace: true,
        resetScroll: false,
      })
    }
    const later = (): void => {
      if (playback.state.get().playing) return
      clearTimeout(timer)
      timer = setTimeout(write, restMs)
    }
    const ends = [playback.time.subscribe(later), playback.state.subscribe(later)]
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [playback, navigate])
}

/** The link to a moment of the recording that is open. */
export function momentLink(time: number): string {
  const url = new URL(window.location.href)
  url.searchParams.set('t', String(secondsOf(time)))
  return url.toString()
}
