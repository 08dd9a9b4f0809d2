import { expect, test } from 'vitest'
import { hostOf, readPlace } from './place.ts'

const page = { url: 'https://shop.example/a?b=1#c', path: '/a', referrer: 'https://www.google.com/' }

test('page calls carry their page in properties, others in context.page', () => {
  const properties = { url: 'https://shop.example/next', path: '/next', referrer: '' }
  expect(readPlace('page', properties, { page })).toEqual({
    url: 'https://shop.example/next',
    path: '/next',
    referrer: 'https://www.google.com/',
    withoutReferrer: true,
  })
  expect(readPlace('track', properties, { page })).toMatchObject({ url: page.url, path: '/a' })
  expect(readPlace('track', { path: '/cart' }, {})).toMatchObject({ url: '', path: '/cart' })
  expect(readPlace('identify', { url: 'https://ann.example' }, {})).toMatchObject({ url: '' })
})

test.each([
  ['https://shop.example/a/b?c=/d#e', '/a/b'],
  ['https://shop.example', '/'],
  ['https://shop.example/#top', '/'],
  ['/a?b', '/a'],
  ['app://home', '/'],
  ['nonsense', ''],
])('the path of %s is %s', (url, path) => {
  expect(readPlace('track', {}, { page: { url } }).path).toBe(path)
})

test('wrong types are as good as absent', () => {
  expect(readPlace('track', {}, { page: 'https://shop.example' })).toMatchObject({ url: '', path: '' })
  expect(readPlace('track', {}, { page: { url: {}, path: [], referrer: 1 } })).toMatchObject({
    url: '',
    path: '',
  })
})

test('a cut never parts a surrogate pair', () => {
  const url = `https://shop.example/${'😀'.repeat(3000)}`
  const place = readPlace('track', {}, { page: { url: `${url}x` } })
  expect(place.url).toHaveLength(4096)
  expect(place.url.isWellFormed()).toBe(true)
})

test.each([
  ['https://www.Google.com/search?q=x', 'google.com'],
  ['http://user:pass@shop.example:8080/x', 'shop.example'],
  ['android-app://com.google.android.gm/', 'com.google.android.gm'],
  ['nonsense', ''],
])('the host of %s is %s', (url, host) => {
  expect(hostOf(url)).toBe(host)
})
