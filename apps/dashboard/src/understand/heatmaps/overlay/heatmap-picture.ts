import type { HeatmapElement } from '@throughline/contract/heatmaps'
import { readChartColors } from '../../../ui/chart/chart-colors.ts'
import { bandOpacity, type HeatmapBand } from '../heatmap-bands.ts'
import { nameOf } from '../heatmap-finding.ts'
import type { Box } from '../snapshot/element-boxes.ts'
import type { Density } from './density.ts'
import { drawDensity } from './density-canvas.tsx'
import { figuresOf } from './element-marks.tsx'
import { readToken } from './read-token.ts'

interface Drawn {
  readonly width: number
  readonly height: number
  readonly tone: 'thread' | 'loss'
  readonly density: Density | undefined
  readonly bands: readonly HeatmapBand[]
  readonly elements: readonly HeatmapElement[]
  readonly boxes: ReadonlyMap<string, Box>
}

/**
 * The heatmap as the URL of a PNG: hits or bands with their figures and the boxes of elements. The page below is left
 * out: a browser does not let the picture of a frame be taken, and what visitors saw stays where it is.
 */
export function heatmapPicture(drawn: Drawn): string | undefined {
  const { width, height, density, bands, elements, boxes, tone } = drawn
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const colors = readChartColors()
  context.fillStyle = colors.card
  context.fillRect(0, 0, width, height)
  context.font = '13px sans-serif'
  const style = getComputedStyle(document.documentElement)
  for (const { from, to, strength, text, label } of bands) {
    context.globalAlpha = bandOpacity(strength)
    context.fillStyle = style.getPropertyValue(`--${tone}`)
    context.fillRect(0, from * height, width, (to - from) * height)
    context.globalAlpha = 1
    context.fillStyle = style.getPropertyValue('--ink')
    context.fillText(`${label}: ${text}`, 8, from * height + 16)
  }
  if (density) {
    const heat = document.createElement('canvas')
    drawDensity(heat, density, readToken(document.documentElement, `--${tone}`))
    context.drawImage(heat, 0, 0, width, height)
  }
  context.strokeStyle = style.getPropertyValue('--ink-2')
  context.fillStyle = style.getPropertyValue('--ink')
  for (const element of density ? elements.slice(0, 40) : []) {
    const box = boxes.get(element.element)
    if (!box) continue
    context.strokeRect(box.left, box.top, box.width, box.height)
    context.fillText(`${nameOf(element)}: ${figuresOf(element)}`, box.left + 2, Math.max(12, box.top - 4))
  }
  return canvas.toDataURL('image/png')
}
