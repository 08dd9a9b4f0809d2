import { crc32 } from 'node:zlib'

/** Two independent 32-bit hashes of a message id; the store computes the same pair (`murmurHash3_32`, `CRC32`). */
export type IdHash = readonly [murmur: number, crc: number]

const BLOCK_WORDS = 8
/** Ids that the first segment takes; each further one takes twice as many, up to the largest. */
const FIRST_SEGMENT = 2 ** 18
const LARGEST_SEGMENT = 2 ** 22

/**
 * Which message ids may have been seen, without asking the store: a Bloom filter in blocks of one cache half-line
 * (Putze, Sanders, Singler 2007), grown by whole segments. "No" is certain; "maybe" needs a look-up. A word of 32 bits an id: about one new id in 5,000 is
 * looked up although it is new.
 */
export class MessageIdFilter {
  readonly #segments: Uint32Array[] = []
  #room = 0

  /** Adds an id. */
  add([murmur, crc]: IdHash): void {
    if (this.#room === 0) {
      this.#room = Math.min(FIRST_SEGMENT * 2 ** this.#segments.length, LARGEST_SEGMENT)
      this.#segments.push(new Uint32Array(this.#room))
    }
    this.#room--
    const segment = this.#segments.at(-1) as Uint32Array
    const block = blockOf(murmur, segment)
    for (let word = 0; word < BLOCK_WORDS; word++) {
      const at = block + word
      segment[at] = (segment[at] as number) | bitOf(crc, word)
    }
  }

  /** False only where the id was never added. */
  mayHold([murmur, crc]: IdHash): boolean {
    return this.#segments.some((segment) => {
      const block = blockOf(murmur, segment)
      for (let word = 0; word < BLOCK_WORDS; word++) {
        if (((segment[block + word] as number) & bitOf(crc, word)) === 0) return false
      }
      return true
    })
  }
}

const blockOf = (murmur: number, segment: Uint32Array): number =>
  (murmur % (segment.length / BLOCK_WORDS)) * BLOCK_WORDS

/** One bit in each word of the block, each from another odd multiple of the hash (as in Parquet's split-block filter). */
const salts = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31]
const bitOf = (crc: number, word: number): number => 1 << (Math.imul(crc, salts[word] as number) >>> 27)

/** The hash pair of an id. */
export const hashId = (id: string): IdHash => [murmur3(Buffer.from(id, 'utf8')), crc32(id)]

/** MurmurHash3 x86 32-bit, seed 0 (Appleby, public domain algorithm); the store's `murmurHash3_32`. */
function murmur3(bytes: Uint8Array): number {
  const whole = bytes.length & ~3
  let hash = 0
  for (let at = 0; at < whole; at += 4) {
    const block =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    hash ^= scramble(block)
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  let tail = 0
  for (let at = bytes.length - 1; at >= whole; at--) tail = (tail << 8) | (bytes[at] as number)
  if (whole < bytes.length) hash ^= scramble(tail)
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51)
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
}
