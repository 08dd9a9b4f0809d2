import type { Factor } from '@throughline/statistics/design'

/** Who met a finding and who did not, as something known of the session. */
export function metFactor(met: Int32Array, count: number): Factor {
  const codes = new Uint8Array(count)
  for (const row of met) codes[row] = 1
  return { codes, levels: 2 }
}
