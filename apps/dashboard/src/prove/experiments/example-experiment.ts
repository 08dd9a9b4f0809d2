import type { Experiment } from '@throughline/contract/experiments'

/** A running experiment for tests to start from. */
export const exampleExperiment: Experiment = {
  id: 'e1',
  name: 'A shorter shipping form',
  hypothesis: 'Fewer fields bring more people to payment, because typing on a phone is slow.',
  flag: 'checkout/short-form',
  environment: 'production',
  control: 'off',
  unit: 'person',
  audience: [],
  layer: null,
  traffic: 20,
  split: [
    { variation: 'off', weight: 50 },
    { variation: 'on', weight: 50 },
  ],
  bandit: null,
  metrics: { primary: 'orders', guardrails: ['refunds'], secondaries: ['revenue'] },
  decision: {
    method: 'anytime',
    alpha: 0.05,
    plannedDays: 21,
    effect: 0.05,
    plannedUnits: 5600,
    correction: 'holm',
    usePast: true,
  },
  seen: null,
  state: 'running',
  variations: [
    { key: 'off', name: 'As it is' },
    { key: 'on', name: 'Short form' },
  ],
  phases: [
    {
      at: '2026-04-01T08:00:00Z',
      traffic: 20,
      split: [
        { variation: 'off', weight: 50 },
        { variation: 'on', weight: 50 },
      ],
      because: null,
    },
  ],
  nextBatchAt: null,
  finding: null,
  shipped: null,
  decided: null,
  standing: null,
  createdAt: '2026-03-30T08:00:00Z',
  changedAt: '2026-04-01T08:00:00Z',
  startedAt: '2026-04-01T08:00:00Z',
  stoppedAt: null,
}
