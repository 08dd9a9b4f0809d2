/** What was served of all, the most first; the empty name is the default in the code. */
export function usageByVariation(usage: {
  readonly total: number
  readonly days: readonly { readonly variations: Readonly<Record<string, number>> }[]
}): { variation: string; count: number; share: number }[] {
  const counts = new Map<string, number>()
  for (const { variations } of usage.days)
    for (const [variation, count] of Object.entries(variations))
      counts.set(variation, (counts.get(variation) ?? 0) + count)
  return [...counts]
    .map(([variation, count]) => ({ variation, count, share: usage.total === 0 ? 0 : count / usage.total }))
    .sort((a, b) => b.count - a.count)
}
