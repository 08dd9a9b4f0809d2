import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from '../heatmaps.module.css'
import { type Density, strengthOf } from './density.ts'
import { readToken } from './read-token.ts'

/** Weaker than this, a place is drawn as if nobody had hit it. */
const faintest = 0.06

/** The density of hits over the page, stronger where more hits are. */
export function DensityCanvas({ density, tone }: { density: Density; tone: 'thread' | 'loss' }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useComputedColorScheme()
  // The tokens change with the mode, and a canvas does not follow by itself.
  useEffect(() => {
    if (canvas.current && scheme) drawDensity(canvas.current, density, tone)
  }, [density, tone, scheme])
  return <canvas ref={canvas} className={classes.canvas} />
}

/** Draws a density into a canvas, a pixel a cell. */
export function drawDensity(canvas: HTMLCanvasElement, density: Density, tone: 'thread' | 'loss'): void {
  const { columns, rows, values, most } = density
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d')
  if (!context) return
  const [red, green, blue] = readToken(document.documentElement, `--${tone}`)
  const image = context.createImageData(columns, rows)
  values.forEach((value, index) => {
    const strength = strengthOf(value, most)
    if (strength < faintest) return
    image.data.set([red, green, blue, Math.round(255 * (0.1 + 0.75 * strength))], index * 4)
  })
  context.putImageData(image, 0, 0)
}
