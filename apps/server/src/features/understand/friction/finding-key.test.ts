import { describe, expect, it } from 'vitest'
import { keyText, matchFindings, type RecognisableFinding } from './finding-key.ts'

const button: RecognisableFinding = {
  signal: 'rage_clicked',
  where: { step: 'Shipping', path: '/checkout/shipping', element: '#continue' },
  who: { 'browser.name': 'Mobile Safari', 'device.type': 'mobile' },
  sessions: ['s1', 's2', 's3'],
}
const elsewhere = { ...button, where: { ...button.where, path: '/cart' } }

it('a key does not depend on the order of the group’s fields', () => {
  const turned = { 'device.type': 'mobile', 'browser.name': 'Mobile Safari' }
  expect(keyText({ ...button, who: turned })).toBe(keyText(button))
  expect(keyText({ ...button, who: { 'device.type': 'mobile' } })).not.toBe(keyText(button))
})

describe('a finding is known again', () => {
  const again = (found: Partial<RecognisableFinding>, known = button) =>
    matchFindings([known], [{ ...button, sessions: ['s7'], ...found }]).get(0)

  it.each<[string, Partial<RecognisableFinding>]>([
    ['by its key', {}],
    ['in a wider group', { who: { 'device.type': 'mobile' } }],
    ['in everyone', { who: {} }],
    ['in a narrower group', { who: { ...button.who, country: 'DE' } }],
    [
      'in a group of another name with mostly the same sessions',
      { who: { 'browser.name': 'Safari' }, sessions: ['s1', 's2'] },
    ],
    ['by another signal of its family', { signal: 'dead_clicked' }],
    [
      'as a loss without a signal in mostly the same sessions',
      {
        signal: 'step_dropped',
        where: { step: 'Shipping', path: null, element: null },
        sessions: ['s2', 's3', 's9'],
      },
    ],
  ])('%s', (_case, found) => {
    expect(again(found)).toBe(button)
  })

  it('and not about something else, where both tell what', () => {
    const aboutA = { ...button, where: { ...button.where, detail: '/api/a' } }
    expect(again({ where: { ...button.where, detail: '/api/b' } }, aboutA)).toBeUndefined()
    expect(again({}, aboutA)).toBe(aboutA)
  })

  it.each<[string, Partial<RecognisableFinding>]>([
    ['on another page', { where: elsewhere.where }],
    ['on another element', { where: { ...button.where, element: '#back' } }],
    ['at another step', { where: { ...button.where, step: 'Payment' } }],
    ['by a signal of another kind', { signal: 'slow_lcp' }],
    [
      'in another group with few of its sessions',
      { who: { 'browser.name': 'Firefox' }, sessions: ['s1', 's8', 's9'] },
    ],
    [
      'as a loss without a signal in other sessions',
      { signal: 'step_dropped', where: { step: 'Shipping', path: null, element: null } },
    ],
  ])('but not %s', (_case, found) => {
    expect(again(found)).toBeUndefined()
  })
})

it('the exact key comes first, and no known finding is taken twice', () => {
  const everyone = { ...button, who: {} }
  const inGermany = { ...button, who: { country: 'DE' } }
  const matches = matchFindings([everyone, button], [inGermany, everyone, button])
  expect(matches.get(1)).toBe(everyone)
  expect(matches.get(2)).toBe(button)
  expect(matches.has(0)).toBe(false)
})

it('the likest of several is taken', () => {
  const wide = { ...button, who: { 'device.type': 'mobile' }, sessions: ['x'] }
  const near = { ...button, who: { 'browser.name': 'Safari' }, sessions: ['s1', 's2'] }
  expect(matchFindings([wide, near], [button]).get(0)).toBe(near)
})
