import { expect, test } from 'vitest'
import { drawDevice, softwareOf } from './devices.ts'
import { deriveKey, seedKey } from './random.ts'

const root = seedKey('devices')
const devices = Array.from({ length: 3000 }, (_, index) => drawDevice(deriveKey(root, 'device', index)))
const moment = Date.UTC(2026, 2, 1)

/** What a plain reader of user agents makes of one. */
function typeByUserAgent(userAgent: string): string {
  if (/iPad|Android(?!.*Mobile)/.test(userAgent)) return 'tablet'
  return /Mobile|iPhone/.test(userAgent) ? 'mobile' : 'desktop'
}

test('every user agent shows the type and the version of its device', () => {
  for (const device of devices) {
    const { userAgent, browserVersion } = softwareOf(device, moment)
    expect(typeByUserAgent(userAgent), userAgent).toBe(device.kind.type)
    expect(userAgent).toContain(`/${browserVersion}`)
    expect(userAgent).toMatch(/^Mozilla\/5\.0 \([^)]+\) /)
  }
})

test('phones are most, tablets fewest', () => {
  const share = (type: string) =>
    devices.filter((device) => device.kind.type === type).length / devices.length
  expect(share('mobile')).toBeGreaterThan(0.5)
  expect(share('mobile')).toBeLessThan(0.66)
  expect(share('desktop')).toBeGreaterThan(0.3)
  expect(share('tablet')).toBeLessThan(0.1)
})

test('browsers grow with time and slow devices lag behind', () => {
  const chromes = devices.filter((device) => device.kind.browser === 'Chrome')
  const mean = (list: typeof chromes, at: number) =>
    list.reduce((sum, device) => sum + Number(softwareOf(device, at).browserVersion), 0) / list.length
  const slow = chromes.filter((device) => device.slow)
  const quick = chromes.filter((device) => !device.slow)
  expect(mean(quick, moment)).toBeGreaterThan(mean(quick, Date.UTC(2025, 2, 1)) + 10)
  expect(mean(slow, moment)).toBeLessThan(mean(quick, moment) - 8)
})

test('the second device of a person is a phone where the first is none, and the reverse', () => {
  for (const [index, first] of devices.slice(0, 300).entries()) {
    const second = drawDevice(deriveKey(root, 'second', index), first)
    expect(second.kind.type === 'mobile').toBe(first.kind.type !== 'mobile')
    expect(second.anonymousId).not.toBe(first.anonymousId)
  }
})
