import type { Worker } from 'node:worker_threads'

/** What a thread says, one message at a time; its end before that is an error, also where nobody waits yet. */
export class ThreadReplies<Said> {
  #failure: Error | undefined
  #waiting: PromiseWithResolvers<Said> | undefined
  readonly #said: Said[] = []

  constructor(worker: Worker) {
    worker.on('message', (message: Said) => {
      if (this.#waiting) this.#waiting.resolve(message)
      else this.#said.push(message)
      this.#waiting = undefined
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', (code) => this.#fail(new Error(`The analysis ended with code ${code}.`)))
  }

  next(): Promise<Said> {
    const said = this.#said.shift()
    if (said) return Promise.resolve(said)
    if (this.#failure) return Promise.reject(this.#failure)
    this.#waiting = Promise.withResolvers()
    return this.#waiting.promise
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#waiting?.reject(this.#failure)
    this.#waiting = undefined
  }
}
