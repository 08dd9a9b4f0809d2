import { type PopulationName, populations } from './populations.ts'
import { percentOf, type Row, type RowGroup } from './row.ts'

const RUNS = 10_000
/** True effects in the variation. */
const LIFT = 1.1
const SIZES = [
  [2_000, 2_000],
  [4_500, 500],
] as const

/** Intervals of 95 % against the truth: absolute and relative ones, and Welch's where it fails. */
export function coverageRows(): RowGroup {
  const names = Object.keys(populations) as PopulationName[]
  return {
    name: 'experiments: coverage of 95 % intervals',
    about: `${RUNS.toLocaleString('en')} experiments each with a true effect of +10 %`,
    rows: [
      ...names.flatMap((name) => SIZES.map((units) => coverage(name, units))),
      welch('a share of 2 %'),
      welch('log-normal revenue (more orders)'),
    ],
  }
}

function coverage(population: PopulationName, units: readonly [number, number]): Row {
  const slack = population.includes('revenue') ? 2 : 1
  const bound = { from: 95 - slack, to: 95 + slack }
  const where = `${population}, ${units.map((n) => n.toLocaleString('en')).join('/')}`
  return {
    order: { kind: 'coverage', population, units, lift: LIFT, definitions: 'ours', runs: RUNS },
    figures({ counts }) {
      const known = (counts.runs ?? 0) - (counts.unknown ?? 0)
      const knownRelative = known - (counts.unknownRelative ?? 0)
      const without = (100 * (counts.unknown ?? 0)) / (counts.runs ?? 1)
      return [
        { name: `${where}, absolute`, value: (100 * (counts.absolute ?? 0)) / known, unit: '%', bound },
        {
          name: `${where}, relative`,
          value: (100 * (counts.relative ?? 0)) / knownRelative,
          unit: '%',
          bound,
        },
        ...(without > 0 ? [{ name: `${where}: said “not yet”`, value: without, unit: '%' }] : []),
      ]
    },
  }
}

function welch(population: PopulationName): Row {
  const units = [4_500, 500] as const
  return {
    order: { kind: 'coverage', population, units, lift: LIFT, definitions: 'standard', runs: RUNS },
    figures: (answer) => [
      {
        name: `for comparison: Welch, ${population}, 4,500/500`,
        value: percentOf(answer, 'absolute'),
        unit: '%',
      },
    ],
  }
}
