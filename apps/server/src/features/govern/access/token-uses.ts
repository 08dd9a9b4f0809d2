import type { Clock } from '../../../platform/clock.ts'
import type { TokenStore } from './token-store.ts'

const WRITTEN_EVERY_MS = 30_000

export interface TokenUses {
  note(tokenId: string): void
  /** Last uses that are not written yet. */
  waiting(): ReadonlyMap<string, Date>
  close(): Promise<void>
}

/** Gathers when tokens were last used, and writes it every half minute: a request must not cost a write. */
export function tokenUses(
  store: Pick<TokenStore, 'markUsed'>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): TokenUses {
  let uses = new Map<string, Date>()

  const write = async () => {
    const written = uses
    uses = new Map()
    try {
      await store.markUsed(written)
    } catch (error) {
      uses = new Map([...written, ...uses])
      onFailure(error)
    }
  }
  const timer = setInterval(write, WRITTEN_EVERY_MS)
  timer.unref()

  return {
    note: (tokenId) => uses.set(tokenId, new Date(clock())),
    waiting: () => uses,
    async close() {
      clearInterval(timer)
      await write()
    },
  }
}
