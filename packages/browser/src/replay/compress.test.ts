import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { PageWindow } from '../host.ts'
import { compress } from './compress.ts'

const unpacked = async (blob: Blob): Promise<string> =>
  gunzipSync(Buffer.from(await blob.arrayBuffer())).toString('utf8')

it('packs the parts as one text, also where a cut falls into a pair of surrogates', async () => {
  const window = globalThis as unknown as PageWindow
  const parts = ['{"events":[', `"${'a'.repeat(99_987)}😀${'ü'.repeat(150_000)}"`, ']}']
  const blob = await compress(window, parts, () => false)
  expect(blob.type).toBe('text/plain')
  expect((await unpacked(blob)) === parts.join('')).toBe(true)
})

it('makes no pause while the page is being left', async () => {
  const window = { CompressionStream, setTimeout: () => 0 } as unknown as PageWindow
  const parts = ['x'.repeat(500_000)]
  expect(await unpacked(await compress(window, parts, () => true))).toBe(parts.join(''))
})

it('leaves it plain where the browser packs nothing', async () => {
  const blob = await compress({} as PageWindow, ['{"a":', '1}'], () => false)
  expect(await blob.text()).toBe('{"a":1}')
})
