import type { Host } from '../host.ts'

/** Every signal of the vocabulary, started in turn; one that fails in a hostile page leaves the others alone. */
const watchers: readonly ((host: Host) => void)[] = []

/** Starts to watch for what visitors feel. */
export function watchSignals(host: Host): void {
  for (const watch of watchers) host.safe(watch)(host)
}
