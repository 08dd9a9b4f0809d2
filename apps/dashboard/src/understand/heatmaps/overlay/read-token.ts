/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** The colour of a token in the mode that is on, as the canvas needs it. */
export function readToken(element: Element, token: string): Rgb {
  const value = getComputedStyle(element).getPropertyValue(token).trim()
  const digits = /^#([0-9a-f]{6})$/i.exec(value)?.[1]
  if (digits === undefined) return [47, 75, 124]
  const number = Number.parseInt(digits, 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}
