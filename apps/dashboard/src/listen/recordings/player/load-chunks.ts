import { getRecordingEvents, type ReplayEvent } from '@throughline/contract/recordings'
import { call } from '../../../api.ts'

/** So many are on their way at once: enough to stay ahead of playing, few enough to leave the server to others. */
const ahead = 4

/** A part of a recording as it came, or why it did not. */
export type LoadedChunk =
  | { readonly chunk: number; readonly events: readonly ReplayEvent[] }
  | { readonly chunk: number; readonly problem: Error }

type FetchChunk = (chunk: number, signal: AbortSignal) => Promise<readonly ReplayEvent[]>

/** Asks the server for one part of a recording. */
export function fetchChunkOf(id: string): FetchChunk {
  return async (chunk, signal) =>
    (await call(getRecordingEvents, { params: { id }, query: { chunk } }, signal)).events
}

/**
 * Loads the parts of a recording in their order, a few at a time. One that can't be had, even when asked twice, is told
 * as such, and the others still come.
 */
export async function* loadChunks(
  chunks: readonly number[],
  fetchChunk: FetchChunk,
  signal: AbortSignal,
): AsyncGenerator<LoadedChunk> {
  const waiting: Promise<LoadedChunk>[] = []
  let next = 0
  while (!signal.aborted && (next < chunks.length || waiting.length > 0)) {
    while (waiting.length < ahead) {
      const chunk = chunks[next]
      if (chunk === undefined) break
      next += 1
      waiting.push(load(chunk, fetchChunk, signal))
    }
    const loaded = await waiting.shift()
    if (loaded && !signal.aborted) yield loaded
  }
}

/** Numbers below the last that never arrived at the server. */
export function missingChunks(chunks: readonly number[]): number[] {
  const there = new Set(chunks)
  const count = Math.max(-1, ...chunks) + 1
  return Array.from({ length: count }, (_, chunk) => chunk).filter((chunk) => !there.has(chunk))
}

async function load(chunk: number, fetchChunk: FetchChunk, signal: AbortSignal): Promise<LoadedChunk> {
  try {
    return { chunk, events: await fetchChunk(chunk, signal).catch(() => fetchChunk(chunk, signal)) }
  } catch (error) {
    return { chunk, problem: error instanceof Error ? error : new Error(String(error)) }
  }
}
