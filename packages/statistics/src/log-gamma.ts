/** Lanczos's coefficients for g = 7 (Lanczos 1964, to 15 digits as computed by Godfrey 2001). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * The logarithm of the gamma function, true to about 14 digits.
 *
 * @param x above 0
 * @throws RangeError where it is not
 * @example logGamma(5) // 3.178054, the logarithm of 4!
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`${x} is no number above 0.`)
  if (x === Number.POSITIVE_INFINITY) return x
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  let sum = LANCZOS[0] ?? 0
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (at + i)
  const t = at + 7.5
  return Math.log(2 * Math.PI) / 2 + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The logarithm of the beta function Γ(a)Γ(b) / Γ(a + b). */
export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)
