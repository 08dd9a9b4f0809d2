import { describe, expect, it } from 'vitest'
import { identifiersOf } from './identifier-lines.ts'

describe('identifiersOf', () => {
  it('takes what a spreadsheet or a mail gives', () => {
    expect(identifiersOf('ann@example.com\r\n"u 7";card:99\t\n, u1')).toEqual([
      'ann@example.com',
      'u 7',
      'card:99',
      'u1',
    ])
  })

  it('takes each once and nothing of nothing', () => {
    expect(identifiersOf('a\na')).toEqual(['a'])
    expect(identifiersOf(' \n ')).toEqual([])
  })
})
