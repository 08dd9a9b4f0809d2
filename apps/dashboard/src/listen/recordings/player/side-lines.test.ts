import { expect, it } from 'vitest'
import { sideLineOf } from './side-lines.ts'

const custom = (tag: string, payload: unknown) =>
  sideLineOf({ type: 5, timestamp: 1_500, data: { tag, payload } }, 1_000)

it('reads what the page wrote into its console', () => {
  expect(custom('console', { level: 'error', message: 'Card is undefined' })).toEqual({
    kind: 'console',
    at: 500,
    tone: 'loss',
    label: 'error',
    text: 'Card is undefined',
    note: '',
    durationMs: undefined,
  })
  expect(custom('console', { level: 'warn', args: ['slow', { ms: 12 }], count: 3 })).toMatchObject({
    tone: 'warn',
    text: 'slow {"ms":12}',
    note: '× 3',
  })
  expect(custom('console', null)).toMatchObject({ label: 'log', text: '', tone: 'ink' })
})

it('reads what the page asked for, and which of it failed or was slow', () => {
  const request = {
    kind: 'failed',
    method: 'POST',
    url: 'https://shop.example/api/pay',
    status: 500,
    durationMs: 120,
  }
  expect(custom('network', request)).toMatchObject({
    label: 'POST',
    note: '500',
    tone: 'loss',
    durationMs: 120,
  })
  expect(custom('network', { kind: 'failed', method: 'GET', url: '/a', status: 0 })).toMatchObject({
    note: 'no answer',
    tone: 'loss',
  })
  expect(custom('network', { kind: 'slow', method: '', url: '/a', status: 0 })).toMatchObject({
    label: 'Request',
    note: 'slow',
    tone: 'warn',
  })
  expect(custom('network', { url: '/a', status: 204, duration_ms: 5 })).toMatchObject({
    tone: 'ink',
    note: '204',
  })
})

it('leaves every other event alone', () => {
  expect(custom('other', {})).toBeUndefined()
  expect(sideLineOf({ type: 3, timestamp: 1, data: { source: 0 } }, 0)).toBeUndefined()
})
