import type { RecordedSignal } from '@throughline/contract/recordings'

/** A signal at its place in the recording; milliseconds from its start. */
export interface PlacedSignal extends RecordedSignal {
  readonly time: number
}

/** Signals that stand too close on the timeline to be drawn apart. */
export interface SignalCluster {
  readonly time: number
  readonly signals: readonly [PlacedSignal, ...PlacedSignal[]]
}

/** Signals by their time from the start, none outside the recording. */
export function placedSignals(
  signals: readonly RecordedSignal[],
  startedAt: number,
  durationMs: number,
): PlacedSignal[] {
  return signals
    .map((signal) => ({ ...signal, time: Math.min(durationMs, Math.max(0, signal.at - startedAt)) }))
    .sort((a, b) => a.time - b.time)
}

/**
 * Signals drawn as one mark where they would overlap.
 *
 * @param apartMs how much time lies between two marks that just touch
 */
export function signalClusters(signals: readonly PlacedSignal[], apartMs: number): SignalCluster[] {
  const clusters: { time: number; signals: [PlacedSignal, ...PlacedSignal[]] }[] = []
  for (const signal of signals) {
    const last = clusters.at(-1)
    if (last && signal.time - last.time < apartMs) last.signals.push(signal)
    else clusters.push({ time: signal.time, signals: [signal] })
  }
  return clusters
}

/** Shown a moment earlier: what led to a signal tells more than what followed. */
const leadMs = 2_000

/** Where to go to see a signal happen. */
export function beforeSignal(time: number): number {
  return Math.max(0, time - leadMs)
}

/** The next signal behind a moment, or the last before it; one that is just being watched counts as passed. */
export function neighbour(
  signals: readonly PlacedSignal[],
  time: number,
  direction: 'next' | 'previous',
): PlacedSignal | undefined {
  // Stepping lands `leadMs` before a signal, so "here" is that place.
  const here = time + leadMs
  return direction === 'next'
    ? signals.find((signal) => signal.time > here + 100)
    : signals.findLast((signal) => signal.time < here - 1_000)
}
