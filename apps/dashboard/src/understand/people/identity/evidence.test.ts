import type { HistoryEntry } from '@throughline/contract/people'
import { expect, it } from 'vitest'
import { evidenceOf } from './evidence.ts'

const entry = (what: HistoryEntry['what'], value: string, messageId: string): HistoryEntry => ({
  at: '2026-09-01T00:00:00.000Z',
  what,
  identifier: { kind: 'anonymous_id', value },
  with: { kind: 'user_id', value: 'u1' },
  why: 'event',
  messageId,
  by: null,
  reason: '',
})

it('takes the latest that joined, and nothing that was refused or of another identifier', () => {
  const history = [
    entry('refused', 'a1', 'm4'),
    entry('merged', 'a1', 'm3'),
    entry('joined', 'a2', 'm2'),
    entry('joined', 'a1', 'm1'),
  ]
  expect(evidenceOf({ kind: 'anonymous_id', value: 'a1' }, history)?.messageId).toBe('m3')
  expect(evidenceOf({ kind: 'user_id', value: 'a1' }, history)).toBeUndefined()
})
