import { Worker } from 'node:worker_threads'
import type { FindingInNumbers } from './finding-of-loss.ts'
import type { LossesOfStep, SignalsOfStep } from './judge-step.ts'
import type { Judge, StepsToJudge, VerdictOn } from './judge-steps.ts'
import type { JudgeOrder, ToJudge } from './judge-thread.ts'
import { ThreadReplies } from './thread-replies.ts'

const program = new URL('./judge-thread.ts', import.meta.url)

/** A judge in a thread of its own. Goes with `await using`, whatever happens. */
export class DistantJudge implements Judge, AsyncDisposable {
  readonly #worker: Worker
  readonly #replies: ThreadReplies<unknown>

  constructor(question: StepsToJudge, number: number) {
    this.#worker = new Worker(program, { workerData: { question, number } satisfies JudgeOrder })
    this.#replies = new ThreadReplies(this.#worker)
  }

  places(): Promise<readonly VerdictOn[]> {
    return this.#ask({ stage: 'places', given: [] })
  }

  signals(...given: Parameters<Judge['signals']>): Promise<readonly SignalsOfStep[]> {
    return this.#ask({ stage: 'signals', given })
  }

  losses(...given: Parameters<Judge['losses']>): Promise<readonly LossesOfStep[]> {
    return this.#ask({ stage: 'losses', given })
  }

  findings(...given: Parameters<Judge['findings']>): Promise<readonly FindingInNumbers[]> {
    return this.#ask({ stage: 'findings', given })
  }

  async #ask<Answer>(message: ToJudge): Promise<Answer> {
    this.#worker.postMessage(message)
    return (await this.#replies.next()) as Answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}
