/** A value of a cell as it is exported and sorted: never formatted. */
export type CellValue = string | number | boolean | null | undefined

/**
 * RFC 4180 text with a header line. Text that a spreadsheet would run as a formula gets an apostrophe in front:
 * names of events and people come from outside.
 */
export function toCsv(headers: readonly string[], rows: readonly (readonly CellValue[])[]): string {
  return `${[headers, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Hands `text` to the browser as a download. */
export function download(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  // Excel takes a CSV without a byte-order mark for Windows-1252.
  const mark = type.startsWith('text/csv') ? '\ufeff' : ''
  const url = URL.createObjectURL(new Blob([mark, text], { type }))
  downloadUrl(fileName, url)
  URL.revokeObjectURL(url)
}

/** Hands what a URL points at to the browser as a download. */
export function downloadUrl(fileName: string, url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
}

/** A file name from a title: `Orders a day` → `orders-a-day`. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name === '' ? 'throughline' : name
}

function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
