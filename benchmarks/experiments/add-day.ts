import type { ArmStatistics, SummedArmStatistics } from '@throughline/statistics/experiment-arm'

/** The sums of an arm after another day: every number is added, however deep. */
export function addDay(before: SummedArmStatistics | null, day: ArmStatistics): SummedArmStatistics {
  if (day.kind === 'quantile') throw new Error('Quantiles do not add up.')
  return before === null ? day : added(before, day)
}

function added<Sums extends object>(a: Sums, b: Sums): Sums {
  const entries = Object.entries(a).map(([key, value]: [string, unknown]) => {
    const other: unknown = Reflect.get(b, key)
    if (typeof value === 'number' && typeof other === 'number') return [key, value + other]
    if (typeof value === 'object' && value && typeof other === 'object' && other)
      return [key, added(value, other)]
    return [key, value]
  })
  return { ...a, ...Object.fromEntries(entries) }
}
