import { AppError } from './app-error.ts'

/**
 * Refuses what PostgreSQL's text and jsonb cannot hold: a NUL character, and half of a surrogate pair.
 *
 * @param value a request's body, or a part of it
 * @throws AppError `invalid` that names the place
 */
export function checkStorable(value: unknown, place = ''): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      throw new AppError(
        'invalid',
        `${place || 'The body'}: has a character that cannot be stored (NUL, or half of a surrogate pair). Leave it out.`,
        place ? { field: place } : {},
      )
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkStorable(item, `${place}[${index}]`)
    })
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) checkStorable(item, place ? `${place}.${key}` : key)
  }
}
