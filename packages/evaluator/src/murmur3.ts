/**
 * MurmurHash3, x86, 32 bits, seed 0, over the UTF-8 bytes of a text.
 * Source: Austin Appleby, MurmurHash3 (public domain), https://github.com/aappleby/smhasher/wiki/MurmurHash3
 *
 * @returns a whole number from 0 to 2^32 − 1
 * @example murmur3('hello') // 613153351
 */
export function murmur3(text: string): number {
  return hashed('')(text)
}

/**
 * The hash of everything that starts with the same text: `hashed('salt.')(unit)` is `murmur3('salt.' + unit)`. The
 * start is hashed once, and plain ASCII is hashed without a copy.
 */
export function hashed(start: string): (rest: string) => number {
  const bytes = utf8.encode(start)
  const whole = bytes.length - (bytes.length % 4)
  const state = blocks(0, bytes, whole)
  let carry = 0
  for (let at = whole; at < bytes.length; at++) carry |= byte(bytes, at) << (8 * (at - whole))
  const carryBits = 8 * (bytes.length - whole)

  return (rest) => {
    let hash = state
    let word = carry
    let bits = carryBits
    for (let at = 0; at < rest.length; at++) {
      const code = rest.charCodeAt(at)
      if (code > 127) return ofBytes(utf8.encode(start + rest))
      word |= code << bits
      bits += 8
      if (bits === 32) {
        hash = mixed(hash, word)
        word = 0
        bits = 0
      }
    }
    return finished(hash, word, bytes.length + rest.length)
  }
}

const utf8 = new TextEncoder()

function ofBytes(bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % 4)
  let tail = 0
  for (let at = whole; at < bytes.length; at++) tail |= byte(bytes, at) << (8 * (at - whole))
  return finished(blocks(0, bytes, whole), tail, bytes.length)
}

function blocks(seed: number, bytes: Uint8Array, end: number): number {
  let hash = seed
  for (let at = 0; at < end; at += 4) {
    const word =
      byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24)
    hash = mixed(hash, word)
  }
  return hash
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0

function mixed(hash: number, word: number): number {
  const mixedHash = hash ^ scrambled(word)
  return (Math.imul((mixedHash << 13) | (mixedHash >>> 19), 5) + 0xe6546b64) | 0
}

function scrambled(word: number): number {
  const product = Math.imul(word, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}

/** An empty tail scrambles to 0, so it changes nothing. */
function finished(state: number, tail: number, length: number): number {
  let hash = state ^ scrambled(tail) ^ length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
