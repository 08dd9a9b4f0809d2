import { elementSelector } from './element-selector.ts'
import type { SignalHost } from './signal-host.ts'

/** Video Started, Video Progressed at each quarter, Video Completed. Films that only decorate a page tell nothing. */
export function watchVideos({ listen, track }: SignalHost): void {
  /** The last quarter that was told of. */
  const watched = new WeakMap<Element, number>()

  listen('playing timeupdate ended emptied', (target, { type }) => {
    if (target.localName !== 'video') return
    const video = target as Element as HTMLVideoElement
    const { muted, controls, loop, autoplay, currentTime, duration } = video
    const quarter = watched.get(video)
    const now = Math.min(3, Math.floor((currentTime / duration) * 4)) || 0
    if (muted && !controls && (loop || autoplay)) return
    const tell = (event: string) =>
      track(`Video ${event}`, {
        element: elementSelector(video),
        position_s: Math.round(currentTime),
        duration_s: Number.isFinite(duration) ? Math.round(duration) : undefined,
      })
    if (type === 'emptied') watched.delete(video)
    else if (type === 'ended') {
      watched.delete(video)
      tell('Completed')
    } else if (quarter === undefined) {
      if (video.paused) return
      watched.set(video, now)
      tell('Started')
    } else if (now > quarter) {
      watched.set(video, now)
      tell('Progressed')
    }
  })
}
