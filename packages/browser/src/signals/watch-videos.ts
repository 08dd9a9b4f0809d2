import type { Host } from '../host.ts'
import { elementSelector } from './element-selector.ts'

const QUARTERS = 4

/** Video Started, Video Progressed at each quarter, Video Completed. Films that only decorate a page tell nothing. */
export function watchVideos(host: Host): void {
  const { window, safe } = host
  const watched = new WeakMap<object, { source: string; quarters: number }>()

  const tell = (event: string, video: HTMLVideoElement) =>
    host.track(event, {
      element: elementSelector(video),
      position_s: Math.round(video.currentTime),
      duration_s: Number.isFinite(video.duration) ? Math.round(video.duration) : undefined,
    })
  const look = safe(({ type, target }: Event) => {
    if (!(target instanceof window.HTMLVideoElement) || isDecoration(target)) return
    const { currentSrc: source, currentTime, duration, paused } = target
    let state = watched.get(target)
    if (state?.source !== source) {
      if (paused) return
      state = { source, quarters: 0 }
      watched.set(target, state)
      tell('Video Started', target)
    }
    const quarters = Math.min(QUARTERS - 1, Math.floor((currentTime / duration) * QUARTERS))
    if (quarters > state.quarters && type === 'timeupdate') {
      state.quarters = quarters
      tell('Video Progressed', target)
    }
    if (type === 'ended') {
      watched.delete(target)
      tell('Video Completed', target)
    }
  })
  for (const type of ['playing', 'timeupdate', 'ended']) window.addEventListener(type, look, true)
}

const isDecoration = ({ muted, loop, autoplay, controls }: HTMLVideoElement): boolean =>
  muted && !controls && (loop || autoplay)
