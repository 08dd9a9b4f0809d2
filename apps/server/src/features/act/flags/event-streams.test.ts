import { EventEmitter } from 'node:events'
import type { FastifyReply } from 'fastify'
import { afterEach, expect, it, vi } from 'vitest'
import { eventStreams } from './event-streams.ts'
import { servedEnvironment } from './served-environment.ts'

afterEach(() => {
  vi.useRealTimers()
})

const environment = { projectId: 'p', key: 'production', name: '', channel: 'c', createdAt: new Date() }

function fakeReply(hasLeft = false) {
  const written: string[] = []
  const raw = Object.assign(new EventEmitter(), {
    destroyed: hasLeft,
    setHeader: () => {},
    writeHead: () => {},
    write: (text: string) => written.push(text),
    end: () => {},
  })
  const reply = { raw, hijack: () => {}, getHeaders: () => ({}) } as unknown as FastifyReply
  return { reply, written, leave: () => raw.emit('close') }
}

it('tells who does not know it yet, and bounds how many may listen', () => {
  const served = servedEnvironment(environment, [])
  const { revision } = served.datafile('token')
  const streams = eventStreams({ served: () => served, onChange: () => {} }, Date.now, 2)
  const listen = (known: string) => {
    const { reply, ...rest } = fakeReply()
    streams.open(reply, { served, form: 'ofrep', audience: 'token', known })
    return rest
  }
  const first = listen(revision)
  expect(first.written.join('')).not.toContain('data:')
  expect(listen('older').written.join('')).toContain(
    `id: ${revision}\nevent: message\ndata: {"type":"refetchEvaluation"`,
  )
  expect(() => listen(revision)).toThrow('Too many clients')
  first.leave()
  expect(() => listen(revision)).not.toThrow()
  streams.close()
})

it('keeps no place for who has left before the answer begins', () => {
  const served = servedEnvironment(environment, [])
  const streams = eventStreams({ served: () => served, onChange: () => {} }, Date.now, 1)
  const request = { served, form: 'datafile', audience: 'token', known: undefined } as const
  for (const hasLeft of [true, true, false]) {
    const { reply, written } = fakeReply(hasLeft)
    streams.open(reply, request)
    expect(written.length > 0).toBe(!hasLeft)
  }
  streams.close()
})

it('writes nothing more to whom it ended because the environment is gone', () => {
  vi.useFakeTimers()
  const served = servedEnvironment(environment, [])
  let isThere = true
  let change = (_projectId: string) => {}
  const directory = {
    served: () => (isThere ? served : undefined),
    onChange: (heard: (projectId: string) => void) => {
      change = heard
    },
  }
  const streams = eventStreams(directory, Date.now)
  const { reply, written } = fakeReply()
  streams.open(reply, { served, form: 'datafile', audience: 'token', known: undefined })
  isThere = false
  change('p')
  const before = written.length
  vi.advanceTimersByTime(120_000)
  expect(written).toHaveLength(before)
  streams.close()
})

it('tells those who hold answers when a schedule begins', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  const rule = { id: 'r', conditions: [], serve: { variation: 'on' }, from: '2026-01-01T00:00:05Z' }
  const settings = {
    enabled: true,
    off: null,
    prerequisites: [],
    rules: [rule],
    otherwise: { variation: 'on' },
  }
  const served = servedEnvironment(environment, [
    {
      projectId: 'p',
      key: 'f',
      type: 'boolean',
      details: {
        name: 'f',
        description: '',
        tags: [],
        browsers: 'answers',
        variations: [{ key: 'on', value: true }],
      },
      settings: { production: settings },
      version: 1,
      archivedAt: null,
      createdAt: new Date(),
      changedAt: new Date(),
    },
  ])
  const streams = eventStreams({ served: () => served, onChange: () => {} }, Date.now)
  const [ofrep, local] = [fakeReply(), fakeReply()]
  const known = served.datafile('token').revision
  streams.open(ofrep.reply, { served, form: 'ofrep', audience: 'token', known })
  streams.open(local.reply, { served, form: 'datafile', audience: 'token', known })
  vi.advanceTimersByTime(4_000)
  expect(ofrep.written.join('')).not.toContain('data:')
  vi.advanceTimersByTime(10_000)
  expect(ofrep.written.filter((text) => text.includes('refetchEvaluation'))).toHaveLength(1)
  expect(local.written.join('')).not.toContain('data:')
  streams.close()
})
