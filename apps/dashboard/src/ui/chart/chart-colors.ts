const names = [
  'paper',
  'card',
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-2',
  'thread',
  'thread-soft',
  'loss',
  'loss-soft',
  'gain',
  'gain-soft',
  'warn',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
] as const

type ColorName = (typeof names)[number]

/** The tokens as the canvas needs them: resolved for the mode that is on. */
export type ChartColors = Readonly<Record<ColorName, string>>

/** Reads the tokens of the mode that is on; read again when it changes. */
export function readChartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const entries = names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const)
  return Object.fromEntries(entries) as ChartColors
}

/** The colour of the nth line or bar where there is more than one; they repeat after six. */
export function seriesColor(colors: ChartColors, index: number): string {
  const order = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'] as const
  return colors[order[index % order.length] ?? 'series-1']
}
