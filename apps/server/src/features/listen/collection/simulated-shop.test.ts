import { simulate } from '@throughline/simulator/simulate'
import { expect, test } from 'vitest'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { readMessage } from './message/read-message.ts'
import { Rejection } from './message/rejection.ts'

/** The simulated clients write what real ones write, so all of it must be taken, and be told apart. */
const receivedAt = Date.UTC(2026, 2, 1)
const read = [...simulate({ seed: 1, from: '2026-01-01', to: '2026-02-01', people: 400 })].map((message) =>
  readMessage(message, { projectId: 'p', receivedAt }),
)
const rows = read.filter((row): row is EventRow => !(row instanceof Rejection))

test('every message is taken, at the time that it names', () => {
  expect(read.filter((row) => row instanceof Rejection)).toEqual([])
  expect(rows.length).toBeGreaterThan(1000)
  for (const { ts } of rows) expect(ts).toBeLessThan(receivedAt)
})

test('web, apps and store are told apart, and so are the ways to come', () => {
  const channels = new Set(rows.map(({ channel }) => channel))
  for (const channel of ['web', 'ios', 'android', 'store']) expect(channels).toContain(channel)
  expect(channels).not.toContain('')
  const arrivals = new Set(rows.map(({ arrival }) => arrival))
  for (const arrival of [
    'direct',
    'organic_search',
    'paid_search',
    'email',
    'referral',
    'social',
    'display',
    '',
  ])
    expect(arrivals).toContain(arrival)
  expect(arrivals).not.toContain('campaign')
})

test('browsers, systems and countries are known where there is a browser', () => {
  for (const row of rows.filter(({ channel }) => channel === 'web')) {
    expect(row.device_type).not.toBe('')
    expect(row.browser).not.toBe('')
    expect(row.os).not.toBe('')
    expect(row.country).toMatch(/^[A-Z]{2}$/)
    expect(row.path).toMatch(/^\//)
  }
})
