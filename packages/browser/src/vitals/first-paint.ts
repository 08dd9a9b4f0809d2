import { type MeasuredPage, timeToPaint } from './measured-page.ts'

/**
 * FCP: until the first text or picture.
 *
 * @param onPainted called each time it was measured
 */
export function watchFirstPaint(page: MeasuredPage, onPainted: () => void): void {
  const { sinceActivation } = page
  const report = (value: number, phase: Readonly<Record<string, number>>) => {
    page.report('FCP', value, { phase })
    onPainted()
  }
  const watch = page.observe(['paint'], (entries) => {
    const entry = entries.find(({ name }) => name === 'first-contentful-paint')
    if (!entry) return
    watch?.stop()
    if (entry.startTime >= page.firstHidden()) return
    const value = sinceActivation(entry.startTime)
    const firstByte = Math.min(value, sinceActivation(page.navigation()?.responseStart ?? 0))
    report(value, { first_byte: firstByte, render: value - firstByte })
  })
  if (watch) page.onRestore((at) => timeToPaint(page, at, (ms) => report(ms, {})))
}
