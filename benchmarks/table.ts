import { type Bound, keeps, type Measurement } from './benchmark.ts'

/**
 * A measurement as lines to read. Bounds are told only for real sizes: at tiny ones they mean nothing.
 *
 * @param loadBefore mean of processes that wanted to run in the minute before: above the number of processors, the
 * figures are those of a machine that had other things to do
 */
export function tableOf(
  { name, about, ratio, figures }: Measurement,
  { smoke, loadBefore, loadAfter }: { smoke: boolean; loadBefore: number; loadAfter: number },
): string {
  const rows = [
    ...(ratio ? [rowOf('ratio', ratio.value, '', smoke ? undefined : ratio.bound)] : []),
    ...figures.map(({ name: of, value, unit, bound }) => rowOf(of, value, unit, smoke ? undefined : bound)),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return [
    `\n${name}: ${about} (load ${loadBefore.toFixed(1)} → ${loadAfter.toFixed(1)})`,
    ...rows.map(([label, value, verdict]) =>
      `  ${label.padEnd(width)}  ${value.padStart(18)}  ${verdict}`.trimEnd(),
    ),
  ].join('\n')
}

function rowOf(label: string, value: number, unit: string, bound?: Bound): [string, string, string] {
  const shown = `${shortNumber(value)}${unit && ` ${unit}`}`
  if (!bound) return [label, shown, '']
  return [label, shown, `${keeps(value, bound) ? '✓' : '✗'} ${wordsOf(bound)}`]
}

function wordsOf(bound: Bound): string {
  if ('from' in bound) return `from ${shortNumber(bound.from)} to ${shortNumber(bound.to)}`
  return 'atLeast' in bound
    ? `at least ${shortNumber(bound.atLeast)}`
    : `at most ${shortNumber(bound.atMost)}`
}

/** Three significant digits, but no digit of a whole part lost. */
const shortNumber = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString()
