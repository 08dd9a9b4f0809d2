import type { Chunk } from './chunks.ts'

/** Chunks that are sent only if friction is met. */
export interface KeptChunks {
  add(chunk: Chunk): void
  /** Drops all before the last snapshot: a new one is about to be taken. */
  renew(): void
  /** Whether there is more than a page's memory should be spent on. */
  isFull(): boolean
  /** All of them, and none are kept any more. */
  take(): Chunk[]
}

const MOST_CHARACTERS = 6_000_000

/** What is kept can be played from its beginning: it begins with a snapshot, and says on which page. */
export function keepChunks(): KeptChunks {
  let kept: Chunk[] = []
  return {
    add: (chunk) => void kept.push(chunk),
    renew() {
      const from = Math.max(
        0,
        kept.findLastIndex(({ begins }) => begins),
      )
      const page = kept
        .slice(0, from)
        .flatMap(({ pages }) => pages)
        .at(-1)
      kept = kept.slice(from)
      const [first] = kept
      if (page && first) first.pages.unshift({ ...page, at: first.startedAt })
    },
    isFull: () => kept.reduce((sum, { length }) => sum + length, 0) > MOST_CHARACTERS,
    take() {
      const taken = kept
      kept = []
      return taken
    },
  }
}
