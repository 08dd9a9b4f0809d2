import type { Host } from '../host.ts'
import { attend, noAttention } from './attention.ts'

const DEPTHS = [25, 50, 75, 90, 100]
/** Often enough for bands of attention, seldom enough to cost nothing. */
const MEASURE_EVERY_MS = 200
/** A part of the page that scrolls stands for the page if it is nearly as high as the window. */
const MAIN_SHARE = 0.6
/** Zoomed pages end between two pixels. */
const END_PX = 2

/**
 * Scroll Depth Reached, and Page Left with the time that each part of the page was in view. A page that is hidden, shown
 * and hidden again is left twice, each time with what came since.
 */
export function watchScrolling(host: Host): void {
  const { window, safe } = host
  const { document } = window
  let path: string | undefined
  let scroller: Element | undefined
  let reached = 0
  let deepest = 0
  let visibleMs = 0
  let attention = noAttention()
  let isTold = false
  let wasVisible = false
  let seenFrom = 0
  let seenTo = 0
  let since = 0
  let timer = 0

  const sizes = () => {
    const main = scroller?.isConnected ? scroller : (document.scrollingElement ?? document.documentElement)
    return { page_height: main.scrollHeight, viewport_height: main.clientHeight, top: main.scrollTop }
  }
  /** Gives the time since the last measure to what was in view then, and looks what is now. */
  const measure = () => {
    timer = 0
    const now = Date.now()
    if (wasVisible) {
      visibleMs += now - since
      attend(attention, seenFrom, seenTo, now - since)
    }
    since = now
    wasVisible = document.visibilityState === 'visible'
    const { page_height, viewport_height, top } = sizes()
    seenFrom = top / page_height
    seenTo = (top + viewport_height) / page_height
    deepest = Math.max(
      deepest,
      Math.min(100, Math.floor(((top + viewport_height + END_PX) / page_height) * 100)),
    )
  }
  const scrolled = () => {
    measure()
    const { page_height, viewport_height } = sizes()
    for (const depth of DEPTHS)
      if (depth > reached && depth <= deepest) {
        reached = depth
        host.track('Scroll Depth Reached', { path, depth, page_height, viewport_height })
      }
  }
  const leave = (exit: boolean) => {
    if (path === undefined) return
    measure()
    wasVisible = false
    if (isTold && visibleMs === 0) return
    isTold = true
    host.track('Page Left', {
      path,
      visible_ms: visibleMs,
      max_scroll: deepest,
      exit,
      page_height: sizes().page_height,
      attention: attention.map(Math.round),
    })
    visibleMs = 0
    attention = noAttention()
  }

  window.addEventListener(
    'scroll',
    safe(({ target }) => {
      if (timer) return
      timer = window.setTimeout(
        safe(() => {
          const part = target instanceof window.Element ? target : undefined
          if (part && part.clientHeight < window.innerHeight * MAIN_SHARE) timer = 0
          else {
            scroller = part
            scrolled()
          }
        }),
        MEASURE_EVERY_MS,
      )
    }),
    { capture: true, passive: true },
  )
  document.addEventListener('visibilitychange', safe(measure))
  host.onPage((page) => {
    leave(false)
    path = page.path
    scroller = undefined
    reached = deepest = 0
    isTold = false
    measure()
  })
  host.onLeave(leave)
}
