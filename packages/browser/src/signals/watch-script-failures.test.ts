import { expect, test } from 'vitest'
import { failureFingerprint } from './watch-script-failures.ts'

const source = 'https://shop.example/app.js'

test('the same failure has the same fingerprint, whatever it was about', () => {
  const fingerprint = failureFingerprint("Cannot read 'lines' of order 4711", source)
  expect(failureFingerprint("Cannot read 'total' of order 4712", source)).toBe(fingerprint)
  expect(fingerprint).not.toContain('4711')
})

test('another message or source is another failure', () => {
  const fingerprint = failureFingerprint('No stock', source)
  expect(failureFingerprint('No price', source)).not.toBe(fingerprint)
  expect(failureFingerprint('No stock', 'https://shop.example/cart.js')).not.toBe(fingerprint)
})
