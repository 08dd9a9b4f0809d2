import { exponential, naturalLogarithm } from './exact-math.ts'

/** A place in the tree of random streams. Whatever is derived from it depends on nothing beside it. */
export interface Key {
  readonly a: number
  readonly b: number
}

/** The root of all that a seed decides. */
export function seedKey(seed: string | number): Key {
  const text = String(seed)
  return { a: hashText(text, 0x9e3779b9), b: hashText(text, 0x85ebca6b) }
}

/**
 * A child of `parent`, by name and number. Two different numbers under one name never collide in `a`,
 * since multiplying by an odd number and scrambling are both one-to-one on 32 bits.
 */
export function deriveKey(parent: Key, name: string, index = 0): Key {
  const label = hashText(name, 0x165667b1)
  const a = scramble(parent.a ^ label ^ Math.imul(index + 1, 0x9e3779b1))
  const b = scramble((parent.b + Math.imul(label, 0x27d4eb2f)) ^ Math.imul(index + 1, 0x85ebca77) ^ a)
  return { a, b }
}

/** One draw in [0, 1) that belongs to a name alone: no other draw can shift it. */
export function uniform(key: Key, name: string): number {
  return deriveKey(key, name).b / 2 ** 32
}

/** True with the given probability, by a draw that belongs to a name alone. */
export function happens(key: Key, name: string, probability: number): boolean {
  return uniform(key, name) < probability
}

/**
 * sfc32, the "small fast counting" generator of Chris Doty-Humphrey (PractRand), seeded as published:
 * 64 bits of seed, counter at 1, the first 12 outputs thrown away.
 */
export class RandomStream {
  #a = 0
  #b: number
  #c: number
  #counter = 1

  constructor(key: Key) {
    this.#b = key.a | 0
    this.#c = key.b | 0
    for (let warmUp = 0; warmUp < 12; warmUp++) this.#bits()
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number {
    return (this.#bits() >>> 0) / 4294967296
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('pick needs a list with at least one item.')
    return item
  }

  /** One of the items, each as likely as its weight says. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T {
    let total = 0
    for (const item of items) total += weightOf(item)
    let left = this.next() * total
    for (const item of items) {
      left -= weightOf(item)
      if (left < 0) return item
    }
    return this.pick(items.filter((item) => weightOf(item) > 0))
  }

  /** Standard normal, as the sum of twelve uniforms less six: additions only, so the same on every engine. */
  normal(): number {
    let sum = -6
    for (let draw = 0; draw < 12; draw++) sum += this.next()
    return sum
  }

  /** Log-normal with the given median and standard deviation of its logarithm. */
  logNormal(median: number, spread: number): number {
    return median * exponential(spread * this.normal())
  }

  /** Exponential with the given mean. */
  waiting(mean: number): number {
    return -mean * naturalLogarithm(1 - this.next())
  }

  #bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum
  }
}

/** 24 hexadecimal digits out of a key: long enough that two of them never meet. */
export function hexadecimal(key: Key): string {
  const third = scramble(key.a ^ Math.imul(key.b, 0x9e3779b1))
  return eightDigits(key.a) + eightDigits(key.b) + eightDigits(third)
}

/** An identifier in the shape of a version 4 UUID. */
export function uuid(key: Key): string {
  const digits = hexadecimal(key) + eightDigits(scramble(key.b ^ 0x5bd1e995))
  const variant = 'x89ab'[1 + (Number.parseInt(digits.charAt(16), 16) & 3)]
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

function eightDigits(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

/** FNV-1a, then scrambled. */
function hashText(text: string, start: number): number {
  let hash = 0x811c9dc5 ^ start
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  }
  return scramble(hash)
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of input moves every bit of output. */
function scramble(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
