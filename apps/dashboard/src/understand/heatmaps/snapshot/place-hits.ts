import type { HeatmapPoint } from '@throughline/contract/heatmaps'
import type { Hit } from '../overlay/density.ts'
import type { Box } from './element-boxes.ts'

/**
 * Where hits belong on the page that is drawn: in the element's box where it is there, at the same place within it,
 * since each visitor's window lays the page out anew; else at the same share of the width and as far from the top.
 */
export const placeHits = (
  points: readonly HeatmapPoint[],
  boxes: ReadonlyMap<string, Box>,
  width: number,
): Hit[] =>
  points.map(({ element, x, y, elementX, elementY, count }) => {
    const box = boxes.get(element)
    return box && elementX !== null && elementY !== null
      ? { x: box.left + elementX * box.width, y: box.top + elementY * box.height, count }
      : { x: x * width, y, count }
  })
