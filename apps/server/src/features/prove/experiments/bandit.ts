import type { Bandit } from '@throughline/contract/experiments'
import type { StoredExperiment } from './experiment.ts'
import { SLOTS, slotCount, slotsFor } from './slots.ts'

const DEFAULT_FLOOR = 0.05

const DAY = 86_400_000

/**
 * Per cent of the audience that is in once so many batches are: equal parts but for whole slots, and all of the traffic
 * with the last.
 *
 * @example batchTraffic({ traffic: 100, batches: 3 }, 1) // 33.33
 */
export const batchTraffic = (
  { traffic, batches }: { readonly traffic: number; readonly batches: number },
  batch: number,
): number => (Math.round((slotsFor(traffic) * batch) / batches) / SLOTS) * 100

/** When the next batch of a running bandit is due: some days after the last one came; null where none is to come. */
export function nextBatchAt({
  state,
  plan: { bandit },
  phases,
}: Pick<StoredExperiment, 'state' | 'plan' | 'phases'>): Date | null {
  const last = phases.at(-1)
  if (state !== 'running' || !bandit || !last || phases.length >= bandit.batches) return null
  return new Date(Date.parse(last.at) + bandit.days * DAY)
}

/** Slots that later batches of a running bandit will need: of its layer, nobody else gets them. */
export const promisedSlots = ({
  state,
  plan: { bandit, traffic },
  phases,
}: Pick<StoredExperiment, 'state' | 'plan' | 'phases'>): number =>
  bandit && state === 'running'
    ? slotsFor(traffic) - phases.reduce((sum, { slots }) => sum + slotCount(slots), 0)
    : 0

/** A bandit as it is asked for, whole. */
export const wholeBandit = ({
  floor = DEFAULT_FLOOR,
  ...bandit
}: Pick<Bandit, 'batches' | 'days'> & { readonly floor?: number }): Bandit => ({ ...bandit, floor })
