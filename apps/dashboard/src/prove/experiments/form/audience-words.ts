import type { FlagCondition } from '@throughline/contract/flag-rules'
import { conditionText } from '../../../act/flags/flag-words.ts'

/** Who takes part, in words: `country is DE and app.version is at least version 4.2`; everyone without a condition. */
export function audienceText(
  audience: readonly FlagCondition[],
  nameOfSegment: (id: string) => string = (id) => id,
): string {
  if (audience.length === 0) return 'everyone who meets it'
  return audience.map((condition) => conditionText(condition, { nameOfSegment })).join(' and ')
}
