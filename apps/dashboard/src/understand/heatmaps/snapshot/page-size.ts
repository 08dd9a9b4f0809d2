import type { Heatmap } from '@throughline/contract/heatmaps'

/** Where no visitor told how large the page is. */
const usual = { width: 1280, height: 1600 }

/** The size of the page that hits are drawn on before, or without, a picture of it: as most visitors saw it. */
export function pageSize({ snapshot, pageWidth, pageHeight, points }: Heatmap): {
  width: number
  height: number
} {
  const lowest = points.reduce((most, { y }) => Math.max(most, y), 0)
  return {
    width: snapshot?.viewport.width ?? pageWidth ?? usual.width,
    height: Math.min(16_000, pageHeight?.p50 ?? Math.max(usual.height, lowest + 100)),
  }
}
