import { locale } from '../../format/number.ts'

const names = new Intl.DisplayNames(locale, { type: 'region' })

/** `DE` → `Germany`; what is no code of a country stays as it is. */
export function countryName(code: string): string {
  try {
    return names.of(code.toUpperCase()) ?? code
  } catch {
    return code
  }
}
