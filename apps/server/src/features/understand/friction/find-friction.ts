import { Worker } from 'node:worker_threads'
import { bucketsOf, startOfBucket } from '../../../platform/calendar.ts'
import type { FromAnalysis, ToAnalysis } from './analysis/analysis-thread.ts'
import type { FindFriction, FrictionQuestion } from './analysis/friction-question.ts'
import type { AnalysisPeriod } from './analysis/period-days.ts'
import { ThreadReplies } from './analysis/thread-replies.ts'
import type { SessionSink } from './queries/read-sessions.ts'

const program = new URL('./analysis/analysis-thread.ts', import.meta.url)

/**
 * Looks for friction: has the sessions read, and judges them in a thread of its own.
 *
 * @param read reads the sessions of a question into a sink
 */
export const findFriction =
  (
    read: (question: FrictionQuestion, signal: AbortSignal, sink: SessionSink) => Promise<void>,
  ): FindFriction =>
  async (question, signal) => {
    const period = periodOf(question)
    const worker = new Worker(program)
    const replies = new ThreadReplies<FromAnalysis>(worker)
    const end = () => void worker.terminate()
    signal.addEventListener('abort', end)
    try {
      const send = (message: ToAnalysis, moved: ArrayBuffer[] = []) => worker.postMessage(message, moved)
      await read(question, signal, {
        begin: (surroundings) => send({ kind: 'begin', surroundings }),
        async add(rows) {
          // A copy that can be handed over whole: the engine's buffer may be a part of a larger one.
          const bytes = new Uint8Array(rows)
          send({ kind: 'rows', bytes }, [bytes.buffer])
          await replies.next()
        },
      })
      signal.throwIfAborted()
      send({ kind: 'analyse', period })
      const answer = await replies.next()
      if (answer.kind !== 'result')
        throw new Error(`The analysis answered “${answer.kind}” instead of a result.`)
      return answer.result
    } finally {
      signal.removeEventListener('abort', end)
      await worker.terminate()
    }
  }

function periodOf({ from, to, timezone }: FrictionQuestion): AnalysisPeriod {
  const calendar = { zone: timezone, interval: 'day', weekStartsOn: 'monday' } as const
  const { origin, labels } = bucketsOf({ from, to }, calendar)
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const later = labels.slice(1).map((_, index) => startOfBucket(origin + index + 1, calendar))
  return { from: start, to: end, midnights: [start, ...later, end], days: labels }
}
