/**
 * How strong a confounder that nobody measured would have to be to explain a risk ratio away: the least risk ratio it
 * must have with both the exposure and the outcome, beyond what was measured (VanderWeele and Ding 2017). 1 needs none.
 * For an interval, ask for the limit nearer to 1, and say 1 where the interval holds 1.
 *
 * @param riskRatio above 0; a ratio below 1 counts as its inverse
 * @throws RangeError where it is not a ratio above 0
 * @example eValue(3.9) // 7.26
 */
export function eValue(riskRatio: number): number {
  if (!(riskRatio > 0)) throw new RangeError(`${riskRatio} is not a risk ratio above 0.`)
  const ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio
  return ratio === Number.POSITIVE_INFINITY ? ratio : ratio + Math.sqrt(ratio * (ratio - 1))
}

/**
 * By what factor at most a confounder of the two strengths can move a risk ratio (Ding and VanderWeele 2016).
 *
 * @param rrExposure the most by which the exposure changes the confounder's share, as a risk ratio of 1 or more
 * @param rrOutcome the most by which the confounder changes the outcome, as a risk ratio of 1 or more
 * @throws RangeError where one is below 1
 * @example biasFactor(2, 4) // 1.6
 */
export function biasFactor(rrExposure: number, rrOutcome: number): number {
  for (const ratio of [rrExposure, rrOutcome]) {
    if (!(ratio >= 1 && Number.isFinite(ratio)))
      throw new RangeError(`${ratio} is not a risk ratio of 1 or more.`)
  }
  return (rrExposure * rrOutcome) / (rrExposure + rrOutcome - 1)
}
