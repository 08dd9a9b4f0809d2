import { constants } from 'node:os'

/** A terminal's Ctrl-C arrives twice: from the terminal, and passed on by `npm start`. */
const SAME_SIGNAL_MS = 1_000

/**
 * Resolves when the process is asked to stop (SIGTERM, SIGINT, SIGHUP). Asked again, it ends at once: somebody does not
 * want to wait.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let first: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    first ??= performance.now()
    if (performance.now() - first > SAME_SIGNAL_MS) process.exit(128 + constants.signals[signal])
    resolve(signal)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal)
  return promise
}
