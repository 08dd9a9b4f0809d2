import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'

const plain = Buffer.from(' {"a":"ä"}')

test.each([
  ['gzip', gzipSync(plain), 'gzip'],
  ['gzip without header', gzipSync(plain), undefined],
  ['gzip under another header', gzipSync(plain), 'br'],
  ['deflate', deflateSync(plain), 'deflate'],
  ['a bare deflate stream', deflateRawSync(plain), 'deflate'],
  ['br', brotliCompressSync(plain), 'br'],
  ['plain', plain, undefined],
  ['plain under a gzip header', plain, 'gzip'],
  ['plain under a deflate header', plain, 'deflate'],
  ['plain under a br header', plain, 'Br'],
  ['plain under an unknown header', plain, 'snappy'],
])('%s', async (_name, body, encoding) => {
  expect((await readBody(body, encoding)).toString()).toBe(plain.toString())
})

test('two gzip members in a row are one body', async () => {
  const body = Buffer.concat([gzipSync(plain.subarray(0, 4)), gzipSync(plain.subarray(4))])
  expect((await readBody(body, 'gzip')).toString()).toBe(plain.toString())
})

test.each([
  ['gzip', gzipSync(Buffer.alloc(200 * 1024 * 1024))],
  ['br', brotliCompressSync(Buffer.alloc(30 * 1024 * 1024))],
])('a %s bomb is refused at the cap', async (encoding, bomb) => {
  expect(bomb.length).toBeLessThan(300 * 1024)
  await expect(readBody(bomb, encoding)).rejects.toMatchObject({
    code: 'limit_exceeded',
    details: { tooLarge: true },
    message: 'The body is larger than 20 MB after decompression. Send fewer events at once.',
  })
})

test('damaged data is told', async () => {
  const damaged = gzipSync(Buffer.alloc(1000)).subarray(0, 20)
  await expect(readBody(damaged, 'gzip')).rejects.toMatchObject({
    code: 'invalid',
    message: 'The body is damaged: it does not decompress as gzip.',
  })
})

test('an empty body stays empty', async () => {
  expect(await readBody(Buffer.alloc(0), 'gzip')).toHaveLength(0)
})
