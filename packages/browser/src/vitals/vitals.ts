import type { Host } from '../host.ts'
import type { PrerenderedDocument } from './entries.ts'
import { watchFirstByte } from './first-byte.ts'
import { watchFirstPaint } from './first-paint.ts'
import { watchInteractions } from './interactions.ts'
import { watchLargestPaint } from './largest-paint.ts'
import { watchLayoutShifts } from './layout-shifts.ts'
import { type MeasuredPage, measuredPage } from './measured-page.ts'

/**
 * Measures the web vitals as Google defines them (https://web.dev/articles/vitals) and tells each as `Web Vital
 * Measured`: when it is final, and again where it has grown by the next time the page is hidden. Pages of a single-page
 * app are parts of the view that was loaded.
 */
export function start(host: Host): void {
  const begin = host.safe(() => {
    const page = measuredPage(host)
    for (const watch of [watchFirstByte, watchLargestPaint, watchInteractions, watchStillness])
      host.safe(watch)(page)
  })
  const document: PrerenderedDocument = host.window.document
  if (document.prerendering) document.addEventListener('prerenderingchange', begin, { once: true })
  else begin()
}

/** Shifts count only of pages that were seen: of which the first paint was. */
function watchStillness(page: MeasuredPage): void {
  let watching = false
  watchFirstPaint(page, () => {
    if (!watching) watchLayoutShifts(page)
    watching = true
  })
}
