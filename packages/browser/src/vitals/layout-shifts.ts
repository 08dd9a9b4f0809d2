import type { LayoutShift } from './entries.ts'
import { type MeasuredPage, selectorOf } from './measured-page.ts'

/** Shifts closer than this to the one before belong together, for so long at most. */
const GAP_MS = 1000
const LONGEST_MS = 5000

interface ShiftWindow {
  value: number
  readonly began: number
  last: number
  largest: number
  element: string | undefined
}

/** CLS: the worst window of shifts that no input explains. */
export function watchLayoutShifts(page: MeasuredPage): void {
  let current: ShiftWindow | undefined
  let worst: ShiftWindow | undefined

  const watch = page.observe<LayoutShift>(['layout-shift'], (entries) => {
    for (const entry of entries) {
      if (entry.hadRecentInput) continue
      const { startTime, value } = entry
      if (!current || startTime - current.last >= GAP_MS || startTime - current.began >= LONGEST_MS)
        current = { value: 0, began: startTime, last: startTime, largest: 0, element: undefined }
      current.value += value
      current.last = startTime
      if (value >= current.largest) {
        current.largest = value
        const sources = entry.sources ?? []
        current.element = selectorOf((sources.find(({ node }) => node?.nodeType === 1) ?? sources[0])?.node)
      }
      if (current.value > (worst?.value ?? 0)) worst = { ...current }
    }
  })
  if (!watch) return
  page.onHidden(() => {
    watch.drain()
    page.report('CLS', worst?.value ?? 0, { element: worst?.element })
  })
  page.onRestore(() => {
    current = worst = undefined
  })
}
