/** Random numbers that are the same for the same seed, for simulations. */
export interface SeededRandom {
  /** From 0 to below 1, in 2³² steps. */
  uniform(): number
  /** Standard normal. */
  normal(): number
}

/**
 * Doty-Humphrey's small fast counter (sfc32): 128 bits of state, and it passes PractRand.
 *
 * @param seed any integer
 * @example seededRandom(7).uniform()
 */
export function seededRandom(seed: number): SeededRandom {
  let a = seed | 0
  let b = (seed ^ 0x9e3779b9) | 0
  let c = Math.imul(seed | 0, 0x85ebca6b)
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let warmUp = 0; warmUp < 16; warmUp++) next()
  const uniform = (): number => next() / 2 ** 32
  let spare: number | null = null
  return {
    uniform,
    normal() {
      if (spare !== null) {
        const value = spare
        spare = null
        return value
      }
      // Box and Muller's pair; the uniform is turned round so that its logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
      const angle = 2 * Math.PI * uniform()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
  }
}
