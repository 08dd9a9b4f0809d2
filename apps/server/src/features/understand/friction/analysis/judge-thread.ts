import { parentPort, workerData } from 'node:worker_threads'
import { type Judge, StepsJudge, type StepsToJudge } from './judge-steps.ts'

/** What a judge in another thread is asked: a stage, and what it is given. */
export type ToJudge = {
  [S in keyof Judge]: { readonly stage: S; readonly given: Parameters<Judge[S]> }
}[keyof Judge]

export interface JudgeOrder {
  readonly question: StepsToJudge
  readonly number: number
}

/** The thread of a judge: answers each stage, and ends with the thread that began it. */
if (parentPort) {
  const port = parentPort
  const { question, number } = workerData as JudgeOrder
  const judge = new StepsJudge(question, number)
  port.on('message', (message: ToJudge) => {
    if (message.stage === 'places') port.postMessage(judge.places())
    else if (message.stage === 'signals') port.postMessage(judge.signals(...message.given))
    else if (message.stage === 'losses') port.postMessage(judge.losses(...message.given))
    else port.postMessage(judge.findings(...message.given))
  })
}
