import { expect, test } from 'vitest'
import { erasureText, purposeLines, wordText } from './consent-lines.ts'

test('our purposes stand first, also where nobody asked', () => {
  const at = '2026-01-05T10:00:00Z'
  expect(
    purposeLines({ Advertising: { granted: false, at }, replay: { granted: true, at } }).map(
      ({ name, granted }) => [name, granted],
    ),
  ).toEqual([
    ['Analytics', undefined],
    ['Replay', true],
    ['Personalisation', undefined],
    ['Marketing', undefined],
    ['Advertising', false],
  ])
})

test.each([
  [{ analytics: true }, 'yes to Analytics'],
  [{ replay: true, analytics: true, marketing: false }, 'yes to Analytics and Replay, no to Marketing'],
  [{ Ads: false, b: false, c: false }, 'no to Ads, b, and c'],
])('%j is “%s”', (said, text) => {
  expect(wordText({ said })).toBe(text)
})

test('a deletion says what and whether it is done', () => {
  const at = '2026-01-05T10:00:00Z'
  expect(erasureText({ purpose: 'replay', at, deleted: 1, done: true })).toBe('1 recording was deleted')
  expect(erasureText({ purpose: 'analytics', at, deleted: 1204, done: false })).toBe(
    '1,204 events of browser and app are being deleted',
  )
})
