const DAYS_A_YEAR = 365

export interface MoneyAYear {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/**
 * What an effect is worth a year if it lasts and all get the variation. The interval is that of the effect alone: that
 * visitors may become more or fewer is not in it.
 *
 * @param effect absolute, in money a unit
 * @param unitsADay units that would meet the change, of all variations together
 * @throws RangeError where there is no such number of units
 * @example moneyAYear({ estimate: 0.112, low: 0.04, high: 0.18 }, 1_000) // { estimate: 40_880, low: 14_600, high: 65_700 }
 */
export function moneyAYear(
  { estimate, low, high }: { readonly estimate: number; readonly low: number; readonly high: number },
  unitsADay: number,
): MoneyAYear {
  if (!(unitsADay >= 0 && Number.isFinite(unitsADay)))
    throw new RangeError(`${unitsADay} is no number of units a day.`)
  const units = unitsADay * DAYS_A_YEAR
  return { estimate: estimate * units, low: low * units, high: high * units }
}
