/** What a link to Forms says beside period and segment. */
export interface FormSearch {
  /** Name of the form that is shown; without one, the form that most people began. */
  form?: string | undefined
  /** Device type. */
  device?: string | undefined
}

/** Reads the part of the link that is the page's own; what cannot be understood is left out. */
export function parseFormSearch(search: Record<string, unknown>): FormSearch {
  const found: FormSearch = {}
  const form = wordOf(search.form)
  const device = wordOf(search.device)
  if (form !== undefined) found.form = form
  if (device !== undefined) found.device = device
  return found
}

/** The router reads a value of digits only as a number. */
function wordOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
