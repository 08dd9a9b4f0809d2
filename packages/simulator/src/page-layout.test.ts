import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeClick } from './page-layout.ts'
import { RandomStream, seedKey } from './random.ts'
import { simulate } from './simulate.ts'

const clicks = [...simulate({ seed: 'clicks', from: '2026-03-01', to: '2026-05-01', people: 3000 })].flatMap(
  (message) =>
    message.type === 'track' && /^(Element|Rage|Dead) Clicked$/.test(message.event) ? [message] : [],
)

test('every click on a page of the site says where it landed, and within its page', () => {
  const onSite = clicks.filter(({ context }) => context.library.name === 'analytics.js')
  expect(onSite.length).toBeGreaterThan(200)
  for (const { properties } of onSite) {
    const { x, y, element_x, element_y, page_width, page_height, viewport_height } = properties
    for (const share of [x, element_x, element_y]) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(Math.round(Number(share) * 10_000) / 10_000).toBe(share)
    }
    for (const px of [y, page_width, page_height, viewport_height]) expect(Number.isInteger(px)).toBe(true)
    expect(Number(y)).toBeLessThan(Number(page_height))
  }
})

test('the app has no page to land on', () => {
  const inApp = clicks.filter(({ context }) => context.app)
  expect(inApp.length).toBeGreaterThan(0)
  for (const { properties } of inApp) expect(properties).not.toHaveProperty('page_width')
})

test('one device has one window', () => {
  const widths = new Map<string, Set<unknown>>()
  for (const { anonymousId = '', properties } of clicks) {
    if (properties.page_width === undefined) continue
    widths.set(anonymousId, (widths.get(anonymousId) ?? new Set()).add(properties.page_width))
  }
  expect(widths.size).toBeGreaterThan(100)
  expect([...widths.values()].every(({ size }) => size === 1)).toBe(true)
})

test('a click lies inside its element, whatever the device', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('desktop', 'mobile', 'tablet'),
      fc.nat(),
      fc.integer(),
      (device, window, seed) => {
        const place = placeClick('#add-to-cart', device, window, new RandomStream(seedKey(seed)))
        expect(place?.y).toBeGreaterThanOrEqual(486)
        expect(place?.y).toBeLessThanOrEqual(742 + 56)
      },
    ),
  )
})

test('an element that no page has is nowhere', () => {
  expect(placeClick('#nowhere', 'mobile', 0, new RandomStream(seedKey(1)))).toBeUndefined()
})
