import { expect, it } from 'vitest'
import { loginCookie } from './login-cookie.ts'

it.each([
  [undefined, undefined],
  ['', undefined],
  ['theme=dark; _ga=1', undefined],
  ['throughline.session_token.evil=1', undefined],
  ['theme=dark; throughline.session_token=a.b%3D; _ga=1', 'throughline.session_token=a.b%3D'],
  ['__Secure-throughline.session_token=x', '__Secure-throughline.session_token=x'],
])('loginCookie(%j) is %j', (header, expected) => {
  expect(loginCookie(header)).toBe(expected)
})
