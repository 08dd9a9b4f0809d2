import { Worker } from 'node:worker_threads'
import { FileProblem } from '../reading/content.ts'
import type { FromThread, ReadBlock, ReadingOrder } from './reading-order.ts'

/** A block and its rows are a few megabytes; left alone, the engine would rather grow than clean up. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 }

/**
 * The blocks of a file, read in a thread of its own. Ending the iteration ends the thread.
 *
 * @param program what the thread runs: it calls `serveReading`
 * @throws FileProblem where the file can't be read to its end
 */
export async function* readInThread(
  program: URL,
  order: ReadingOrder,
  signal: AbortSignal,
): AsyncGenerator<ReadBlock> {
  const worker = new Worker(program, { workerData: order, resourceLimits })
  const arrived: FromThread[] = []
  let wake: (() => void) | undefined
  const receive = (message: FromThread) => {
    arrived.push(message)
    wake?.()
  }
  const fail = (message: string) => receive({ kind: 'failed', message, isOfFile: false })
  worker.on('message', receive)
  worker.on('error', (error) => fail(error.message))
  worker.on('exit', (code) => fail(`The reading thread ended with code ${code}.`))
  const onAbort = () => wake?.()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      const next = arrived.shift()
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      } else if (next.kind === 'block') {
        worker.postMessage('taken')
        yield next.block
      } else if (next.kind === 'end') return
      else throw next.isOfFile ? new FileProblem(next.message) : new Error(next.message)
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    await worker.terminate()
  }
}
