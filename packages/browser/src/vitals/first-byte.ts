import type { MeasuredPage } from './measured-page.ts'

/** TTFB: until the first byte of the page's answer; 0 where it came out of the back-forward cache. */
export function watchFirstByte(page: MeasuredPage): void {
  const { window, sinceActivation } = page
  const measure = page.safe(() => {
    const entry = page.navigation()
    if (!entry) return
    const value = sinceActivation(entry.responseStart)
    // A service worker's start counts to what the cache took.
    const waited = sinceActivation(entry.workerStart || entry.fetchStart)
    const asked = sinceActivation(entry.domainLookupStart)
    const connecting = sinceActivation(entry.connectStart)
    const connected = sinceActivation(entry.connectEnd)
    page.report('TTFB', value, {
      phase: {
        waiting: waited,
        cache: asked - waited,
        dns: connecting - asked,
        connection: connected - connecting,
        request: value - connected,
      },
    })
    page.onRestore(() => page.report('TTFB', 0, {}))
  })
  // The entry is complete only when the page has loaded.
  const later = page.safe(() => window.setTimeout(measure))
  if (window.document.readyState === 'complete') later()
  else window.addEventListener('load', later)
}
