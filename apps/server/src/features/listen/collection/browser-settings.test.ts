import { expect, test } from 'vitest'
import { browserSettings, originSeen } from './browser-settings.ts'

const seen = { host: 'cx.example.com', forwardedProto: undefined, origin: undefined }

test('the configured address comes first', () => {
  expect(originSeen('https://cx.example.org', seen)?.href).toBe('https://cx.example.org/')
})

test('the host of the request, over https where a proxy or the asking page shows it', () => {
  expect(originSeen(undefined, seen)?.origin).toBe('http://cx.example.com')
  expect(originSeen(undefined, { ...seen, forwardedProto: 'https, http' })?.origin).toBe(
    'https://cx.example.com',
  )
  expect(originSeen(undefined, { ...seen, origin: 'https://shop.example' })?.origin).toBe(
    'https://cx.example.com',
  )
  expect(
    originSeen(undefined, { ...seen, origin: 'https://shop.example', forwardedProto: 'http' })?.origin,
  ).toBe('http://cx.example.com')
  expect(
    originSeen(undefined, { ...seen, host: '127.0.0.1:4600', origin: 'https://shop.example' })?.origin,
  ).toBe('http://127.0.0.1:4600')
  expect(originSeen(undefined, { ...seen, host: '[::1]:4600' })?.origin).toBe('http://[::1]:4600')
})

test.each(['evil.example/path', 'a b', 'x@y', '', undefined, 'a'.repeat(300), '[', 'x:99999'])(
  'host %s is refused',
  (host) => {
    expect(originSeen(undefined, { ...seen, host })).toBeUndefined()
  },
)

test('the browser client is told to send here, and nowhere else', () => {
  expect(browserSettings('k', new URL('http://127.0.0.1:4600/'))).toMatchObject({
    integrations: { 'Segment.io': { apiKey: 'k', apiHost: '127.0.0.1:4600/v1', protocol: 'http' } },
    metrics: { sampleRate: 0 },
  })
})
