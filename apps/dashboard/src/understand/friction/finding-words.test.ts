import { describe, expect, it } from 'vitest'
import { fieldName, groupParts, groupValue, signalName, sinceWords } from './finding-words.ts'

it('names signals as lists do', () => {
  expect(['rage_clicked', 'step_dropped', 'event:Chat Opened', 'unheard_of'].map(signalName)).toEqual([
    'Rage clicks',
    'A step that fewer get past',
    '“Chat Opened”',
    'unheard_of',
  ])
})

describe('who is hit', () => {
  it('is said in words, a version beside what it is a version of', () => {
    expect(groupParts({})).toEqual([])
    expect(
      groupParts({ 'device.type': 'mobile', 'browser.version': '17', 'browser.name': 'Safari' }),
    ).toEqual(['Phones', 'Safari 17'])
    expect(groupParts({ 'os.version': '12', visitor: 'new', country: 'FR', source: 'paid_search' })).toEqual([
      'Version 12',
      'New visitors',
      'France',
      'Paid search',
    ])
  })

  it('calls a segment by its name, and an unknown value so', () => {
    expect(groupParts({ segment: 's1', country: '' }, () => 'Buyers')).toEqual(['Buyers', 'Not known'])
    expect(groupValue('segment', '')).toBe('In none of these')
    expect([fieldName('os.name'), fieldName('plan_tier')]).toEqual(['System', 'Plan tier'])
  })
})

describe('when it was', () => {
  const when = { from: '2026-04-08T22:00:00Z', to: '2026-04-12T22:00:00Z' }
  const said = (beganInPeriod: boolean, endedInPeriod: boolean, more = {}) =>
    sinceWords({ ...when, ...more, beganInPeriod, endedInPeriod }, 'Europe/Berlin')

  it('counts days in the zone, the last one included', () => {
    expect(said(true, false)).toBe('since 9 April')
    expect(said(true, true)).toBe('9–12 April')
    expect(said(false, true)).toBe('until 12 April')
    expect(said(false, false)).toBe('all the period')
  })

  it('says the year where there are two, and one day as one', () => {
    expect(said(true, false, { from: '2025-12-30T12:00:00Z' })).toBe('since 30 December 2025')
    expect(said(true, true, { to: '2026-04-08T23:00:00Z' })).toBe('9 April')
    expect(said(true, true, { to: '2026-04-08T22:00:00Z' })).toBe('9 April')
  })
})
