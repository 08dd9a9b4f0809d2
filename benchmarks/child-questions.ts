import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A child process that answers one question at a time. */
export interface Answerer<Question, Answer> {
  ask(question: Question): Promise<Answer>
  /** Lets it go; resolves when it has. */
  close(): Promise<void>
}

/** What a child sends: an answer, or why there is none. */
type Reply<Answer> = { readonly answer: Answer } | { readonly error: string }

/** Starts a program of ours that calls {@link answerQuestions}. */
export function startAnswerer<Question extends object, Answer>(file: string): Answerer<Question, Answer> {
  const child = fork(file)
  return {
    async ask(question) {
      const reply = nextReply<Answer>(child, file)
      child.send(question)
      const said = await reply
      if ('error' in said) throw new Error(said.error)
      return said.answer
    },
    async close() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

function nextReply<Answer>(child: ChildProcess, file: string): Promise<Reply<Answer>> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error(`${file} ended unexpectedly.`))
    child.once('exit', died)
    child.once('message', (reply: Reply<Answer>) => {
      child.off('exit', died)
      resolve(reply)
    })
  })
}

/** In the child: answers each question of the parent; `leave` runs when the parent lets go. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  leave: () => Promise<void> = async () => undefined,
): void {
  process.on('message', async (question: Question) => {
    let reply: Reply<Answer>
    try {
      reply = { answer: await answer(question) }
    } catch (error) {
      reply = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
    process.send?.(reply)
  })
  process.on('disconnect', async () => {
    await leave()
    process.exit()
  })
}
