import type { FlagType } from '@throughline/contract/flag-rules'

/** A value from the text of a field, or what is wrong with it. */
export interface ParsedValue {
  readonly value?: unknown
  readonly problem?: string
}

/** Reads the value of a variation as the flag's type has it. */
export function parseValue(text: string, type: FlagType): ParsedValue {
  const trimmed = text.trim()
  if (type === 'string') return { value: text }
  if (type === 'boolean')
    return trimmed === 'true' || trimmed === 'false'
      ? { value: trimmed === 'true' }
      : { problem: 'A flag that is on or off serves true or false.' }
  if (type === 'number') {
    const value = Number(trimmed)
    return trimmed !== '' && Number.isFinite(value) ? { value } : { problem: 'Write a number, such as 12.5.' }
  }
  try {
    const value: unknown = JSON.parse(trimmed)
    return typeof value === 'object' && value !== null
      ? { value }
      : { problem: 'Write an object or a list, such as { "columns": 3 }.' }
  } catch (error) {
    return { problem: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** A value as the field shows it. */
export function valueFieldText(value: unknown, type: FlagType): string {
  if (type === 'string') return typeof value === 'string' ? value : ''
  return type === 'json' ? JSON.stringify(value, null, 2) : String(value)
}

/** What a field for a value wants. */
export function valueHint(type: FlagType): string {
  const hints = {
    boolean: 'True or false',
    string: 'Any text',
    number: 'A number',
    json: 'An object or a list, as JSON',
  }
  return hints[type]
}
