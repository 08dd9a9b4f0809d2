import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../platform/app-error.ts'
import { parseJson } from './parse-json.ts'

function failure(source: string): AppError | undefined {
  try {
    parseJson(source)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return undefined
}

test('lone surrogates and NULs become U+FFFD in values and names; pairs stay', () => {
  expect(parseJson('{"a\\u0000b":"x\\ud800y","c":"\\udc00\\uD83D\\uDE00\\ud83d"}')).toEqual({
    'a\ufffdb': 'x\ufffdy',
    c: '\ufffd\u{1f600}\ufffd',
  })
})

test('an escaped backslash begins no escape', () => {
  expect(parseJson('{"path":"C:\\\\u0000\\\\ud800","nul":"\\u0000"}')).toEqual({
    path: 'C:\\u0000\\ud800',
    nul: '\ufffd',
  })
})

test('bytes that are no UTF-8 become U+FFFD, a byte order mark goes', () => {
  expect(
    parseJson(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])),
  ).toEqual({
    a: '\ufffd',
  })
})

test('gives what JSON.parse gives, made well-formed', () => {
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }).map((text) => `${text}\ud800\\u0000`)), (texts) => {
      expect(parseJson(JSON.stringify(texts))).toEqual(texts.map(clean))
    }),
  )
})

test.each(['', '{"a":', '{"a":1}x', 'NaN', "{'a':1}", 'true false', '\0'])('%j is no JSON', (source) => {
  const error = failure(source)
  expect(error?.code).toBe('invalid')
  expect(error?.message).toMatch(
    /^The body must be JSON, as text or compressed with gzip, deflate or br: it .*\.$/,
  )
})

test('an error quotes nothing of the body', () => {
  expect(failure('{"email":"ann@example.com",}')?.message).not.toContain('ann')
  expect(failure('ann@example.com')?.message).not.toContain('ann')
})

test('20,000 nested objects are read', () => {
  expect(() => parseJson(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).not.toThrow()
  expect(failure('['.repeat(20_000))?.code).toBe('invalid')
})

test('a body of nothing but objects is refused before it fills the memory', () => {
  const error = failure(`[${'{},'.repeat(1_000_001)}{}]`)
  expect(error?.code).toBe('limit_exceeded')
  expect(error?.details.tooLarge).toBe(true)
})
