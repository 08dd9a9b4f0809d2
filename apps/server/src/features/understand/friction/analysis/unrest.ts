import { rootBetween } from '@throughline/statistics/root-between'

/** Days no farther apart are held against each other: what lasts longer is a drop, and no unrest. */
const MOST_DAYS_APART = 3
/** A smaller day tells more of its sessions' luck than of the day. A share near a half brings 0.25 a session. */
const LEAST_VARIANCE = 4
const LEAST_PAIRS = 12
/** Those that differ most are left out: a fall that lasts, or some days of outage, is in few of the pairs. */
const KEPT = 0.8
/** The mean of that part of the squares of standard normal numbers. */
const MEAN_OF_KEPT = 0.4377
/** In log-odds; more is no unrest. */
const MOST_VARIANCE = 1

/**
 * How many times as much outcomes vary as chance alone brings, since sessions of one person are alike beyond what is known
 * of them; 1 where nobody comes twice.
 *
 * @param surprise outcome less its chance, a session
 * @param variance that the chance brings, a session
 * @param person a session, 0 or more
 */
export function timesByPerson(surprise: Float64Array, variance: Float64Array, person: Int32Array): number {
  const people = person.reduce((most, one) => Math.max(most, one), -1) + 1
  const byPerson = new Float64Array(people)
  let expected = 0
  for (const [index, one] of person.entries()) {
    byPerson[one] = (byPerson[one] ?? 0) + (surprise[index] ?? 0)
    expected += variance[index] ?? 0
  }
  const had = byPerson.reduce((sum, part) => sum + part * part, 0)
  return expected > 0 ? Math.max(1, had / expected) : 1
}

/**
 * The variance, in log-odds, by which days differ from their neighbours beyond chance: the weather, a mail that went out,
 * a holiday. As much as the days allow by one standard error, for a search would find those on which too little was
 * thought of it.
 *
 * @param more what all sessions of a day are more than expected
 * @param variance of that, a day
 */
export function unrestOfDays(more: Float64Array, variance: Float64Array): number {
  const pairs: { readonly square: number; readonly noise: number }[] = []
  const days = [...variance.keys()].filter((day) => (variance[day] ?? 0) >= LEAST_VARIANCE)
  const level = (day: number) => (more[day] ?? 0) / (variance[day] ?? 1)
  for (const day of days)
    for (const other of days)
      if (other > day && other - day <= MOST_DAYS_APART)
        pairs.push({
          square: (level(day) - level(other)) ** 2,
          noise: 1 / (variance[day] ?? 1) + 1 / (variance[other] ?? 1),
        })
  if (pairs.length < LEAST_PAIRS) return 0
  const kept = Math.ceil(KEPT * pairs.length)
  const least = MEAN_OF_KEPT * (1 - Math.sqrt(2 / days.length))
  const excess = (beyond: number): number => {
    const squares = Float64Array.from(pairs, ({ square, noise }) => square / (noise + 2 * beyond))
    return (
      squares
        .sort()
        .subarray(0, kept)
        .reduce((sum, one) => sum + one, 0) /
        kept -
      least
    )
  }
  return excess(0) <= 0 ? 0 : rootBetween(excess, 0, MOST_VARIANCE)
}
