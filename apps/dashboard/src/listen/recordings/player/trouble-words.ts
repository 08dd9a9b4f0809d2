import { formatCount } from '../../../format/number.ts'
import type { Troubles } from './playback.ts'

/** So many sites are named; the rest is counted. */
const hostsNamed = 3

/** What a recording lacks, a sentence each. */
export function troubleWords({ missing, unreadable, stumbles }: Troubles, parts: number): string[] {
  const words: string[] = []
  if (missing.length > 0) {
    const which =
      missing.length > 3
        ? `${missing.length} of its ${parts} parts`
        : `Part ${listed(missing.map((chunk) => String(chunk + 1)))} of ${parts}`
    words.push(
      `${which} ${missing.length === 1 ? 'is' : 'are'} missing. The page may look wrong from there until the visitor opens the next one.`,
    )
  }
  if (unreadable > 0)
    words.push(
      `${formatCount(unreadable, 'event')} could not be read and ${unreadable === 1 ? 'is' : 'are'} left out.`,
    )
  if (stumbles > 0) words.push('A change of the page could not be drawn; the replay goes on behind it.')
  return words
}

/** Why pictures are missing, and who would learn what by loading them. */
export function hostWords(hosts: readonly string[]): string {
  const named = hosts.slice(0, hostsNamed)
  const rest = hosts.length - named.length
  const sites = listed(rest > 0 ? [...named, formatCount(rest, 'other site')] : named)
  return `Pictures, fonts and styles from ${sites} are left out: loading them would tell ${hosts.length === 1 ? 'that site' : 'those sites'} that somebody watches.`
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
