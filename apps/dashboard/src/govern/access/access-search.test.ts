import { expect, it } from 'vitest'
import { parseLoginSearch } from './access-search.ts'

it('goes back to a page of ours after the login, and nowhere else', () => {
  expect(parseLoginSearch({ next: '/reports?period=7d' })).toEqual({ next: '/reports?period=7d' })
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    7,
  ]) {
    expect(parseLoginSearch({ next })).toEqual({})
  }
})
