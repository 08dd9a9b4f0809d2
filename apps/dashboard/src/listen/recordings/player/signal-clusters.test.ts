import type { RecordedSignal } from '@throughline/contract/recordings'
import { expect, it } from 'vitest'
import { beforeSignal, neighbour, placedSignals, signalClusters } from './signal-clusters.ts'

const startedAt = 1_000_000
const signal = (seconds: number): RecordedSignal => ({
  at: startedAt + seconds * 1_000,
  signal: 'rage_clicked',
  event: 'Rage Clicked',
  path: '/',
  element: null,
  elementText: null,
  detail: null,
})
const placed = placedSignals([signal(30), signal(5), signal(6), signal(-1), signal(99)], startedAt, 60_000)

it('places signals in order and inside the recording', () => {
  expect(placed.map(({ time }) => time)).toEqual([0, 5_000, 6_000, 30_000, 60_000])
})

it('draws as one what would overlap', () => {
  expect(signalClusters(placed, 3_000).map(({ time, signals }) => [time, signals.length])).toEqual([
    [0, 1],
    [5_000, 2],
    [30_000, 1],
    [60_000, 1],
  ])
})

it('steps from signal to signal, however often one presses the key', () => {
  const step = (time: number, direction: 'next' | 'previous') => {
    const to = neighbour(placed, time, direction)
    return to && beforeSignal(to.time)
  }
  expect(step(0, 'next')).toBe(3_000)
  expect(step(3_000, 'next')).toBe(4_000)
  expect(step(4_000, 'next')).toBe(28_000)
  expect(step(58_000, 'next')).toBeUndefined()
  expect(step(58_000, 'previous')).toBe(28_000)
  expect(step(28_000, 'previous')).toBe(4_000)
  expect(step(20_000, 'previous')).toBe(4_000)
})
