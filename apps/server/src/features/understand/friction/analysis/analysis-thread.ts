import { availableParallelism, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { analyseInThreads } from './analyse-in-threads.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisPeriod } from './period-days.ts'
import { SessionBuilder, type SessionSurroundings } from './session-builder.ts'
import { sessionRows } from './session-rows.ts'

export type ToAnalysis =
  | { readonly kind: 'begin'; readonly surroundings: SessionSurroundings }
  | { readonly kind: 'rows'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'analyse'; readonly period: AnalysisPeriod }

export type FromAnalysis =
  /** The rows are taken; there is room for more. */
  { readonly kind: 'taken' } | { readonly kind: 'result'; readonly result: AnalysisResult }

/** Lower than collection and the pages that people wait for. On Linux a thread has its own, and gives it to those it begins. */
const PRIORITY = 10
/** More would leave less to collection, and each has steps of its own only where there are as many large ones. */
const MOST_THREADS = 2
/** What fewer sessions take is no more than to begin a thread. */
const ENOUGH_FOR_TWO = 10_000

/** The thread in which sessions are put together and judged: seconds of work that must not stop the event loop. */
if (parentPort) {
  const port = parentPort
  const send = (message: FromAnalysis) => port.postMessage(message)
  let builder: SessionBuilder | undefined
  if (process.platform === 'linux') setPriority(PRIORITY)
  port.on('message', async (message: ToAnalysis) => {
    if (message.kind === 'begin') builder = new SessionBuilder(message.surroundings)
    else if (message.kind === 'rows') {
      for (const row of sessionRows(Buffer.from(message.bytes.buffer))) builder?.add(row)
      send({ kind: 'taken' })
    } else if (builder) {
      const data = builder.done()
      builder = undefined
      const threads =
        data.sessions.count < ENOUGH_FOR_TWO ? 1 : Math.min(availableParallelism(), MOST_THREADS)
      send({ kind: 'result', result: await analyseInThreads(data, message.period, threads) })
      port.close()
    }
  })
}
