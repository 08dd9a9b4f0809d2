const plain = new Intl.NumberFormat('en-US')

export const count = (number: number): string => plain.format(number)

/** As text for a bar: "12 s", "3 min", "1 h 5 min". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
