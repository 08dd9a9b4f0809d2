import { describe, expect, it } from 'vitest'
import { isFromOwnOrigin, type RequestOrigin } from './own-origin.ts'

const post: RequestOrigin = {
  method: 'POST',
  origin: undefined,
  fetchSite: undefined,
  host: '127.0.0.1:4600',
  publicUrl: undefined,
}

describe('isFromOwnOrigin', () => {
  it.each<[string, Partial<RequestOrigin>, boolean]>([
    ['a read, from anywhere', { method: 'GET', origin: 'https://evil.example' }, true],
    ['our own page', { origin: 'http://127.0.0.1:4600', fetchSite: 'same-origin' }, true],
    ['our own page, over plain HTTP on a network', { origin: 'http://127.0.0.1:4600' }, true],
    [
      'our own page, by a proxy that spells the port out',
      { host: 'a.example:80', origin: 'http://a.example' },
      true,
    ],
    ['a program that is no browser', {}, true],
    ['another site', { origin: 'https://evil.example', fetchSite: 'cross-site' }, false],
    ['another site, in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }, false],
    ['another port of this host', { origin: 'http://127.0.0.1:8080', fetchSite: 'same-site' }, false],
    ['a page that hides its origin', { origin: 'null' }, false],
    ['a sandboxed frame of another site', { origin: 'null', fetchSite: 'cross-site' }, false],
    [
      'a host that begins like ours',
      { host: 'shop.example', origin: 'https://shop.example.evil.example' },
      false,
    ],
    [
      'the public address, behind a proxy that rewrites Host',
      { origin: 'https://cx.shop.example', publicUrl: 'https://cx.shop.example/' },
      true,
    ],
    [
      'the public address, by another scheme',
      { origin: 'http://cx.shop.example', publicUrl: 'https://cx.shop.example' },
      false,
    ],
  ])('%s: %s', (_case, request, expected) => {
    expect(isFromOwnOrigin({ ...post, ...request })).toBe(expected)
  })
})
