import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { FrictionQuestion } from './analysis/friction-question.ts'
import { findFriction } from './find-friction.ts'
import { readSessions } from './queries/read-sessions.ts'

const question: FrictionQuestion = {
  projectId: 'p',
  from: '2026-04-01T00:00:00Z',
  to: '2026-04-15T00:00:00Z',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  rates: {},
}
const never = new AbortController().signal

/** An empty store, but for what a query by that name does. */
function storeThat(does: Readonly<Record<string, () => Promise<unknown>>>): Analytics {
  const empty: Readonly<Record<string, unknown[]>> = { sessions_named: [{ last: '0', nameless: '0' }] }
  const answer = async (name: string): Promise<unknown> => {
    await setImmediate()
    return does[name]?.()
  }
  return {
    query: async (_sql, _row, { name }) => ((await answer(name)) ?? empty[name] ?? []) as never,
    bytes: async (_sql, { name }) => ((await answer(name)) ?? Buffer.alloc(0)) as Buffer,
    insert: () => Promise.reject(new Error('nothing is written here')),
    insertBinary: () => Promise.reject(new Error('nothing is written here')),
    command: () => Promise.reject(new Error('nothing is commanded here')),
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

const text = (words: string) => Buffer.concat([Buffer.from([words.length]), Buffer.from(words)])
const long = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
/** A visit to one page, in RowBinary. */
const visit = Buffer.concat([
  text('s1'),
  long(7n),
  long(BigInt(Date.parse(question.from))),
  ...Array.from({ length: 8 }, () => text('')),
  text('EUR'),
  Buffer.from([0]),
  Buffer.concat([Buffer.from([1]), Buffer.alloc(8)]),
  Buffer.from([0]),
])

const finding = (store: Analytics) =>
  findFriction((question, signal, sink) => readSessions(store, question, signal, sink))

describe('looking for friction in a thread', () => {
  const threads: Worker[] = []
  const note = (thread: Worker) => void threads.push(thread)
  const thread = () => threads[0] as Worker
  beforeEach(() => {
    threads.length = 0
    process.on('worker', note)
  })
  /** Whatever became of the question, no thread is left. */
  afterEach(() => {
    process.off('worker', note)
    expect(threads).toHaveLength(1)
    expect(thread().threadId).toBe(-1)
  })

  it('answers', async () => {
    const answer = await finding(storeThat({ friction_trails: async () => visit }))(question, never)
    expect(answer).toMatchObject({ sessions: 1, findings: [], withheld: [{ reason: 'no_orders', count: 1 }] })
  })

  it('answers where nothing happened', async () => {
    const answer = await finding(storeThat({}))(question, never)
    expect(answer).toMatchObject({
      sessions: 0,
      findings: [],
      withheld: [{ reason: 'no_sessions', count: 0 }],
    })
  })

  it('ends where it is no longer wanted before it began', async () => {
    await expect(finding(storeThat({}))(question, AbortSignal.abort())).rejects.toThrow()
  })

  it('ends where it is no longer wanted while the log is read', async () => {
    const controller = new AbortController()
    const store = storeThat({
      friction_trails: async () => {
        const ended = once(thread(), 'exit')
        controller.abort()
        await ended
        return visit
      },
    })
    await expect(finding(store)(question, controller.signal)).rejects.toThrow()
  })

  it('ends where it is no longer wanted while it is judged', async () => {
    const controller = new AbortController()
    const store = storeThat({
      friction_trails: async () => {
        void setImmediate().then(() => controller.abort())
        return Buffer.concat(Array.from({ length: 200_000 }, () => visit))
      },
    })
    await expect(finding(store)(question, controller.signal)).rejects.toThrow()
  })

  it.each(['friction_events', 'friction_words', 'friction_past', 'friction_orders', 'friction_trails'])(
    'says what went wrong in the store: %s',
    async (name) => {
      const store = storeThat({ [name]: () => Promise.reject(new Error('the store is full')) })
      await expect(finding(store)(question, never)).rejects.toThrow('the store is full')
    },
  )

  it('says what went wrong in the thread', async () => {
    const store = storeThat({ friction_trails: async () => visit.subarray(0, 10) })
    await expect(finding(store)(question, never)).rejects.toThrow(RangeError)
  })

  it('says that the thread is gone where it ended while the log was read', async () => {
    const store = storeThat({
      friction_trails: async () => {
        await thread().terminate()
        return visit
      },
    })
    await expect(finding(store)(question, never)).rejects.toThrow('ended')
  })

  it('hears of an error of the thread at any time: nobody else would', async () => {
    const heard: number[] = []
    const listening = async () => void heard.push(thread().listenerCount('error'))
    const store = storeThat({
      friction_events: listening,
      friction_orders: listening,
      friction_trails: listening,
    })
    await finding(store)(question, never)
    expect(heard.every((listeners) => listeners > 0)).toBe(true)
  })
})
