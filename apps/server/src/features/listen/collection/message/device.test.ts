import { expect, test } from 'vitest'
import { readDevice } from './device.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1'
const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

test('browsers, by the user agent of the context, else of the request', () => {
  expect(readDevice({ userAgent: chrome }, iphone)).toEqual({
    type: 'desktop',
    browser: 'Chrome',
    browserVersion: '126.0.0.0',
    os: 'Windows',
    osVersion: 'NT 10.0',
  })
  expect(readDevice({}, iphone)).toMatchObject({
    type: 'mobile',
    browser: 'Safari',
    os: 'iOS',
    osVersion: '17.5',
  })
  expect(readDevice({ userAgent: ipad }, undefined).type).toBe('tablet')
  expect(readDevice({ userAgent: googlebot }, undefined).type).toBe('bot')
})

test('what the client says comes before its user agent', () => {
  const context = {
    userAgent: chrome,
    device: { type: 'Tablet' },
    os: { name: 'iPhone OS', version: '18.1' },
    browser: { name: 'Kiosk' },
  }
  expect(readDevice(context, undefined)).toEqual({
    type: 'tablet',
    browser: 'Kiosk',
    browserVersion: '',
    os: 'iOS',
    osVersion: '18.1',
  })
})

test.each([
  ['ios', 'mobile'],
  ['android', 'mobile'],
  ['smartphone', 'mobile'],
  ['SmartTV', 'tv'],
  ['kiosk', 'kiosk'],
  ['', ''],
])('device type %s is %s', (type, expected) => {
  expect(readDevice({ device: { type } }, undefined).type).toBe(expected)
})

test('a mobile client on a tablet says its model', () => {
  expect(readDevice({ device: { type: 'ios', model: 'iPad14,1' } }, undefined).type).toBe('tablet')
})

test('endless or strange user agents tell nothing', () => {
  const nothing = { type: '', browser: '', browserVersion: '', os: '', osVersion: '' }
  expect(readDevice({ userAgent: 'x'.repeat(100_000) }, undefined)).toEqual(nothing)
  expect(readDevice({ userAgent: {}, device: 'phone', os: ['ios'], browser: 1 }, undefined)).toEqual(nothing)
})
