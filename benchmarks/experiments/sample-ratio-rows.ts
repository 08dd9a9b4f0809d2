import { percentOf, type Row, type RowGroup } from './row.ts'

/** The sequential check of the sample ratio: true splits that it stops, and losses that it finds. */
export function sampleRatioRows(): RowGroup {
  return {
    name: 'experiments: sample ratio',
    about: 'looked at daily for 28 days; an arm of 5,000 that loses a tenth of its visitors',
    rows: [trueSplit(0.5), trueSplit(0.9), loss('exactly'), loss('by chance')],
  }
}

function trueSplit(share: number): Row {
  const split = `${Math.round(100 * share)}/${Math.round(100 * (1 - share))}`
  return {
    order: { kind: 'ratioDaily', units: 300, days: 28, share, runs: 8_000 },
    figures: (answer) => [
      { name: `stops a true ${split}`, value: percentOf(answer, 'stops'), unit: '%', bound: { atMost: 0.1 } },
    ],
  }
}

function loss(assigned: 'exactly' | 'by chance'): Row {
  const [name, bound] =
    assigned === 'exactly'
      ? ['stops at the loss, 5,000 assigned to each arm', { atLeast: 100 }]
      : ['stops at the loss, 10,000 assigned by chance', undefined]
  return {
    order: { kind: 'ratioLoss', units: 5_000, loss: 0.1, assigned, runs: 4_000 },
    figures: (answer) => [{ name, value: percentOf(answer, 'stops'), unit: '%', ...(bound && { bound }) }],
  }
}
