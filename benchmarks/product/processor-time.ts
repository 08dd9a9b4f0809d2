import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const CLOCK_TICKS_A_SECOND = 100

/** The processor time of a process with all its threads, as Linux tells it. */
export function processorSeconds(pid: number): number {
  // The name before it may hold anything but a closing bracket and a space after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_A_SECOND
}

/** Waits until a start has nothing more to do: what it does afterwards must not be counted as an answer's. */
export async function settle({ pid }: { readonly pid: number }): Promise<void> {
  for (let quiet = 0, before = processorSeconds(pid); quiet < 2; ) {
    await sleep(1500)
    const now = processorSeconds(pid)
    quiet = now - before < 0.15 ? quiet + 1 : 0
    before = now
  }
}
