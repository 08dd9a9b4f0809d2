import type { Finding } from '@throughline/contract/friction'
import { expect, it } from 'vitest'
import { plainFinding } from '../reports/result/finding.tsx'
import { exampleFinding } from './example-finding.ts'
import { frictionSentence, frictionSubline } from './friction-sentence.ts'

const costing = (estimate: number, ended = false): Finding => ({
  ...exampleFinding,
  moneyAtRisk: { estimate, low: estimate * 0.75, high: estimate * 1.25, per: 'period' },
  when: { ...exampleFinding.when, endedInPeriod: ended },
})
const said = (findings: Finding[], total?: number) => plainFinding(frictionSentence(findings, 'EUR', total))

it('says what is at risk and in how many places', () => {
  expect(said([costing(18_412)])).toBe('€18,400 in this period is at risk in one place.')
  expect(said([costing(18_412), costing(6_100), costing(300, true)])).toBe(
    '€24,800 in this period is at risk in three places.',
  )
  expect(said([costing(18_412)], 6)).toBe('€18,400 in this period is at risk in one of six places.')
  expect(said(Array.from({ length: 13 }, () => costing(10)))).toBe(
    '€130 in this period is at risk in 13 places.',
  )
})

it('says that it is over', () => {
  expect(said([costing(4_900, true)])).toBe('€4,900 in this period was lost in one place, and it is over.')
})

it('says how sure the sum is, and what most of it is', () => {
  expect(frictionSubline([costing(100)], 'EUR')).toBe('')
  expect(frictionSubline([costing(6_000), costing(2_000)], 'EUR').replaceAll('\u202f', ' ')).toBe(
    '75 % of it is one thing: Shipping step fails on phones with Safari. The sum lies between €6,000 and €10,000, with its 95 % interval taken at the widest.',
  )
  expect(frictionSubline([costing(10), costing(10), costing(10)], 'EUR')).toMatch(/^The sum lies/)
})
