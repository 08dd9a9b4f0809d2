/** To the 15 digits that a double surely holds, so that a sum of prices shows no stray billionths. */
export const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(15))
