import type { Identifier } from '@throughline/contract/identifier'
import type { HistoryEntry } from '@throughline/contract/people'
import { identifierText } from '../identifier-words.ts'

/** What put an identifier into the profile, by the latest word on it; undefined for the one it is named after. */
export function evidenceOf(
  identifier: Identifier,
  history: readonly HistoryEntry[],
): HistoryEntry | undefined {
  const text = identifierText(identifier)
  return history.find(
    (entry) =>
      (entry.what === 'joined' || entry.what === 'merged') && identifierText(entry.identifier) === text,
  )
}
