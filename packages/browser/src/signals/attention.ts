const BANDS = 20

/** Milliseconds that each twentieth of the page's height was in view, from the top. */
export type Attention = number[]

export const noAttention = (): Attention => Array<number>(BANDS).fill(0)

/**
 * Adds time to the bands that were in view, to each by the share of it that was seen.
 *
 * @param top where the view began, as a share of the page's height
 * @param bottom where it ended
 */
export function attend(attention: Attention, top: number, bottom: number, ms: number): void {
  for (let band = 0; band < BANDS; band++) {
    const seen = Math.min(bottom * BANDS, band + 1) - Math.max(top * BANDS, band)
    if (seen > 0) attention[band] = (attention[band] ?? 0) + ms * Math.min(1, seen)
  }
}
