/**
 * Does what is asked under one name one after the other, so that what is read at its beginning still holds at its end.
 *
 * @example const inTurn = oneAtATime(); await inTurn('experiment-1', () => stop())
 */
export function oneAtATime(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
