import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const tokens = await readFile(new URL('../../../theme/tokens.css', import.meta.url), 'utf8')
const styles = await readFile(new URL('./cohort-table.tsx', import.meta.url), 'utf8')
const [light = '', dark = ''] = tokens.split(':root[')

/** WCAG 2.2: 4.5 to 1 for text of this size. */
const AA = 4.5

it.each([
  ['light', light],
  ['dark', dark],
])('a cell’s number is readable on every depth of its colour: %s', (_mode, css) => {
  const deepest = Number(/\* (\d+)\)}%/.exec(styles)?.[1])
  expect(deepest).toBeGreaterThan(0)
  const [ink, card, thread] = ['ink', 'card', 'thread'].map((name) => channels(css, name))
  for (let depth = 0; depth <= deepest; depth += 1) {
    const back = card?.map((channel, at) => channel + ((thread?.[at] ?? 0) - channel) * (depth / 100))
    expect(contrast(ink ?? [], back ?? [])).toBeGreaterThanOrEqual(AA)
  }
})

function channels(css: string, name: string): number[] {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(css)?.[1] ?? ''
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function contrast(a: number[], b: number[]): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(color: number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
