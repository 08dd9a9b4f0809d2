export interface RunQueue<T> {
  /**
   * The run of this key: the one that is under way or waits, else a new one.
   *
   * @returns undefined where too many wait; ask again later
   */
  start(key: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> | undefined
  /** Ends what runs, forgets what waits, and resolves when nothing is left. */
  close(): Promise<void>
}

interface Waiting {
  readonly key: string
  readonly begin: () => Promise<void>
  readonly drop: () => void
}

/**
 * Long runs, one at a time in the process: two would take each other's processor and twice the memory. Runs of one key
 * are one.
 *
 * @param mostWaiting so many may wait for the one that runs
 */
export function runQueue<T>(mostWaiting: number): RunQueue<T> {
  const promises = new Map<string, Promise<T>>()
  const ending = new AbortController()
  let waiting: Waiting[] = []
  let working: Promise<void> | undefined

  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.begin()
    working = undefined
  }

  return {
    start(key, run) {
      const known = promises.get(key)
      if (known) return known
      if (ending.signal.aborted || waiting.length >= mostWaiting) return undefined
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      promises.set(key, promise)
      // Who does not wait for it must not end the process by that.
      promise.catch(() => {})
      waiting.push({
        key,
        drop: () => reject(ending.signal.reason),
        async begin() {
          try {
            resolve(await run(ending.signal))
          } catch (error) {
            reject(error)
          } finally {
            promises.delete(key)
          }
        },
      })
      working ??= work()
      return promise
    },

    async close() {
      ending.abort(new Error('The server is being stopped.'))
      for (const { drop } of waiting) drop()
      waiting = []
      await working
    },
  }
}
