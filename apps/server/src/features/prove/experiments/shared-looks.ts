/**
 * Lets those who ask under one name while it is being worked out have the same answer, or the same error.
 *
 * @example const shared = sharedLooks(); await Promise.all([shared('a', look), shared('a', look)]) // looks once
 */
export function sharedLooks<T>(): (name: string, look: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  return (name, look) => {
    const begun = underWay.get(name)
    if (begun) return begun
    const mine = look().finally(() => underWay.delete(name))
    underWay.set(name, mine)
    return mine
  }
}
