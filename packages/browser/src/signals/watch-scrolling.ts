import type { SignalHost } from './signal-host.ts'

const DEPTHS = [25, 50, 75, 90, 100]
/** Often enough for bands of attention, seldom enough to cost nothing. */
const MEASURE_EVERY_MS = 200
/** Each is 5 % of the page's height. */
const BANDS = 20
/** A part of the page that scrolls stands for the page if it is nearly as high as the window. */
const MAIN_SHARE = 0.6
/** Zoomed pages end between two pixels. */
const END_PX = 2

/**
 * Scroll Depth Reached, and Page Left with the time that each part of the page was in view. A page that is hidden, shown
 * and hidden again is left twice, each time with what came since.
 */
export function watchScrolling(host: SignalHost): void {
  const { window, track } = host
  const { document } = window
  const page = document.scrollingElement ?? document.documentElement
  let path: string | undefined
  let scroller = page
  let reached = 0
  let deepest = 0
  let visible_ms = 0
  let attention: number[] = []
  let view = { top: 0, bottom: 0, since: document.hidden ? 0 : Date.now() }
  let timer = 0

  /** Gives the time since the last measure to what was in view then, and looks what is now. */
  const measure = () => {
    const { scrollTop, clientHeight, scrollHeight } = scroller
    const since = Date.now()
    const ms = view.since && since - view.since
    visible_ms += ms
    attention = Array.from({ length: BANDS }, (_, band) => {
      const share = Math.min(view.bottom * BANDS, band + 1) - Math.max(view.top * BANDS, band)
      return Math.round((attention[band] ?? 0) + ms * Math.max(0, share))
    })
    const end = scrollTop + clientHeight
    view = { top: scrollTop / scrollHeight, bottom: end / scrollHeight, since: document.hidden ? 0 : since }
    deepest = Math.max(deepest, Math.min(100, Math.floor(((end + END_PX) / scrollHeight) * 100)))
    timer = 0
    return { path, page_height: scrollHeight, viewport_height: clientHeight }
  }
  const leave = (exit: boolean) => {
    const { viewport_height: _, ...about } = measure()
    if (about.path && visible_ms)
      track('Page Left', { ...about, visible_ms, max_scroll: deepest, exit, attention })
    view.since = visible_ms = 0
    attention = []
  }

  host.listen('scroll', (target) => {
    const part = target.localName ? target : page
    if (timer || part.clientHeight < window.innerHeight * MAIN_SHARE) return
    timer = host.later(() => {
      scroller = part
      const about = measure()
      for (const depth of DEPTHS)
        if (depth > reached && depth <= deepest) {
          reached = depth
          track('Scroll Depth Reached', { ...about, depth })
        }
    }, MEASURE_EVERY_MS)
  })
  host.listen('visibilitychange', measure)
  host.onLeave(leave)
  host.onPage((turned) => {
    if (path) leave(false)
    path = turned.path
    scroller = page
    reached = deepest = 0
    measure()
  })
}
