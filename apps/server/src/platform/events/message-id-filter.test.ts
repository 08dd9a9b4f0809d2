import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashId, MessageIdFilter } from './message-id-filter.ts'

describe('the filter of message ids', () => {
  it('never denies an id that was added', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (ids) => {
        const filter = new MessageIdFilter()
        for (const id of ids) filter.add(hashId(id))
        expect(ids.every((id) => filter.mayHold(hashId(id)))).toBe(true)
      }),
    )
  })

  it('takes hardly any new id for a known one', () => {
    const filter = new MessageIdFilter()
    for (let n = 0; n < 400_000; n++) filter.add(hashId(`known-${n}`))
    let wrong = 0
    for (let n = 0; n < 100_000; n++) if (filter.mayHold(hashId(`new-${n}`))) wrong++
    expect(wrong).toBeLessThan(200)
  })

  it('hashes as published: MurmurHash3 x86 32 with seed 0, and CRC-32 of ISO 3309', () => {
    // SMHasher's and RFC 3720-style test strings; CRC of "123456789" is the standard check value.
    expect(hashId('')[0]).toBe(0)
    expect(hashId('test')[0]).toBe(0xba6bd213)
    expect(hashId('Hello, world!')[0]).toBe(0xc0363e43)
    expect(hashId('123456789')[1]).toBe(0xcbf43926)
  })
})
