import { useEffect, useRef } from 'react'
import classes from '../heatmaps.module.css'
import { type Density, strengthOf } from './density.ts'
import { type Rgb, readToken } from './read-token.ts'

/** The density of hits over the page, stronger where more hits are. */
export function DensityCanvas({ density, tone }: { density: Density; tone: 'thread' | 'loss' }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current) drawDensity(canvas.current, density, readToken(canvas.current, `--${tone}`))
  }, [density, tone])
  return <canvas ref={canvas} className={classes.canvas} />
}

/** Draws a density into a canvas, a pixel a cell. */
export function drawDensity(canvas: HTMLCanvasElement, density: Density, [red, green, blue]: Rgb): void {
  const { columns, rows, values, most } = density
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(columns, rows)
  values.forEach((value, index) => {
    const strength = strengthOf(value, most)
    if (strength > 0) image.data.set([red, green, blue, Math.round(255 * 0.88 * strength)], index * 4)
  })
  context.putImageData(image, 0, 0)
}
