import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Host } from '../host.ts'
import type { Chunk } from './chunks.ts'
import { sendChunks } from './send-chunks.ts'

interface Sent {
  readonly url: string
  readonly chunk: number
  readonly keepalive: boolean
}

describe('sending chunks', () => {
  let sent: Sent[]
  let answers: (Response | Error)[]
  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    answers = []
    eventBytes = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  let eventBytes: number
  const host = {
    sendingBytes: () => eventBytes,
    options: { host: 'https://cx.example' },
    window: {
      setTimeout: (work: () => void, ms: number) => setTimeout(work, ms),
      fetch: async (url: string, { body, keepalive }: { body: Blob | string; keepalive: boolean }) => {
        const text = typeof body === 'string' ? body : await body.text()
        sent.push({ url, chunk: JSON.parse(text).chunk, keepalive })
        const answer = answers.shift() ?? new Response('{}')
        if (answer instanceof Error) throw answer
        return answer
      },
    },
  } as unknown as Host
  const chunk = (number: number, length = 100): Chunk => ({
    head: { chunk: number },
    pages: [],
    events: ['{}'],
    length,
    begins: false,
    startedAt: 0,
  })
  const settle = () => vi.advanceTimersByTimeAsync(0)

  it('goes in order, and tells the sender’s clock as of sending', async () => {
    const sender = sendChunks(host, () => {})
    sender.add(chunk(0))
    sender.add(chunk(1))
    await settle()
    expect(sent.map(({ chunk }) => chunk)).toEqual([0, 1])
    expect(sent[0]?.url).toMatch(/^https:\/\/cx\.example\/v1\/replay\?sentAt=\d{13}$/)
  })

  it('tries again after a failure, and waits as long as it is told', async () => {
    answers = [new Error('offline'), new Response('', { status: 503, headers: { 'retry-after': '30' } })]
    const sender = sendChunks(host, () => {})
    sender.add(chunk(0))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sent).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(sent).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sent.map(({ chunk }) => chunk)).toEqual([0, 0, 0])
  })

  it('drops a chunk that is refused, and ends where the recording is', async () => {
    const refused = vi.fn()
    answers = [new Response('', { status: 400 }), new Response('', { status: 409 })]
    const sender = sendChunks(host, refused)
    sender.add(chunk(0))
    sender.add(chunk(1))
    sender.add(chunk(2))
    await settle()
    expect(sent.map(({ chunk }) => chunk)).toEqual([0, 1])
    expect(refused).toHaveBeenCalledOnce()
    sender.add(chunk(3))
    await settle()
    expect(sent).toHaveLength(2)
  })

  it('sends what is not acknowledged in requests that outlive the page', async () => {
    answers = [new Error('offline')]
    const sender = sendChunks(host, () => {})
    sender.add(chunk(0))
    sender.add(chunk(1))
    await settle()
    sender.leave()
    await settle()
    const outliving = sent.filter(({ keepalive }) => keepalive).map(({ chunk }) => chunk)
    expect(outliving.sort()).toEqual([0, 1])
    sender.add(chunk(2))
    await settle()
    expect(sent.some(({ chunk, keepalive }) => chunk === 2 && keepalive)).toBe(true)
  })

  it('leaves the room of requests that outlive the page to events', async () => {
    answers = [new Error('offline')]
    const sender = sendChunks(host, () => {})
    sender.add(chunk(0, 3000))
    await settle()
    eventBytes = 44_000
    sender.leave()
    await settle()
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([false])
    eventBytes = 0
    sender.leave()
    await settle()
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([false, true])
  })
})
