import type { Finding } from '@throughline/contract/friction'
import { expect, it } from 'vitest'
import { exampleFinding } from './example-finding.ts'
import { filterFindings, isFiltered } from './filter-findings.ts'
import { type FrictionSearch, parseFrictionSearch } from './friction-search.ts'

const finding = (id: string, parts: Partial<Finding>): Finding => ({ ...exampleFinding, id, ...parts })
const findings = [
  finding('a', { state: 'new', owner: 'Ada', signal: 'rage_clicked' }),
  finding('b', { state: 'ongoing', mark: 'ignored' }),
  finding('c', { state: 'ongoing', mark: 'watched', where: { step: 'Cart', path: null, element: null } }),
]
const shown = (search: FrictionSearch) => filterFindings(findings, search).map(({ id }) => id)

it('keeps what is ignored out of sight until it is asked for', () => {
  expect(shown({})).toEqual(['a', 'c'])
  expect(shown({ mark: 'all' })).toEqual(['a', 'b', 'c'])
  expect(shown({ mark: 'ignored' })).toEqual(['b'])
  expect(isFiltered({})).toBe(false)
})

it('narrows by state, signal, step and owner', () => {
  expect(shown({ state: 'new' })).toEqual(['a'])
  expect(shown({ signal: 'rage_clicked', owner: 'Ada' })).toEqual(['a'])
  expect(shown({ step: 'Cart' })).toEqual(['c'])
  expect(shown({ owner: 'nobody' })).toEqual(['c'])
})

it('reads a link and leaves out what it does not understand', () => {
  const search = { state: 'worse', signal: 'event:Chat Opened', step: 'Step 2', mark: 'all', owner: 'nobody' }
  expect(parseFrictionSearch({ ...search, period: '7d' })).toEqual(search)
  expect(parseFrictionSearch({ state: 'odd', mark: 1, signal: '', step: 3 })).toEqual({ step: '3' })
})
