import { type Attribution, bareUrl, type MeasuredPage, selectorOf, timeToPaint } from './measured-page.ts'

/** LCP: until the largest text or picture of the first view, as long as the visitor only waits. */
export function watchLargestPaint(page: MeasuredPage): void {
  const { window, sinceActivation } = page
  let largest: { value: number; entry: LargestContentfulPaint; element: string | undefined } | undefined

  const watch = page.observe<LargestContentfulPaint>(['largest-contentful-paint'], (entries) => {
    const entry = entries.at(-1)
    if (!entry || entry.startTime >= page.firstHidden()) return
    // Asked for now, since the element may be gone when the value is final.
    largest = { value: sinceActivation(entry.startTime), entry, element: selectorOf(entry.element) }
  })
  if (!watch) return

  const finish = page.safe(() => {
    watch.drain()
    watch.stop()
    for (const type of inputs) window.removeEventListener(type, onInput, true)
    if (largest) page.report('LCP', largest.value, blame(page, largest.value, largest.entry, largest.element))
    largest = undefined
  })
  // After the first input the page no longer only loads. Later, so that the input itself does not wait for us.
  const onInput = page.safe((event: Event) => {
    if (!event.isTrusted) return
    if (window.requestIdleCallback) window.requestIdleCallback(finish, { timeout: 1000 })
    else window.setTimeout(finish)
  })
  for (const type of inputs) window.addEventListener(type, onInput, true)
  page.onHidden(finish)
  page.onRestore((at) => timeToPaint(page, at, (ms) => page.report('LCP', ms, {})))
}

const inputs = ['keydown', 'click'] as const

/** The element and what it shows, and the time split by what it waited for. */
function blame(
  { window, navigation, sinceActivation }: MeasuredPage,
  value: number,
  { url, startTime }: LargestContentfulPaint,
  element: string | undefined,
): Attribution {
  const startOf = (entry: PerformanceResourceTiming): number => entry.requestStart || entry.startTime
  const resource = (window.performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter((entry) => entry.name === url && startOf(entry) <= startTime)
    .at(-1)
  const firstByte = sinceActivation(navigation()?.responseStart ?? 0)
  const asked = Math.max(firstByte, resource ? sinceActivation(startOf(resource)) : 0)
  const loaded = Math.min(value, Math.max(asked, resource ? sinceActivation(resource.responseEnd) : 0))
  return {
    element,
    url: bareUrl(url),
    phase: {
      first_byte: firstByte,
      load_delay: asked - firstByte,
      load: loaded - asked,
      render_delay: value - loaded,
    },
  }
}
