import { type Instant, isBefore } from './instant.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'

/**
 * An explicit decision of a person or a program with a secret token.
 *
 * `merge`: the profile named after `subject` becomes part of the one named after `other`.
 * `unmerge`: `subject` leaves the profile that was then named after `other`, and is never joined again but by a merge.
 */
export interface Word {
  readonly word: 'merge' | 'unmerge'
  readonly subject: KeyedIdentifier
  readonly other: KeyedIdentifier
  readonly at: Instant
  /** Who said it, for the history. */
  readonly by: string
}

export interface Decisions {
  /** What was merged into what, and not unmerged since: a forest. */
  readonly parents: ReadonlyMap<string, string>
  /** What was ever unmerged: no claim and no rule joins it. */
  readonly apart: ReadonlySet<string>
}

/**
 * What the words come to, said in the order of their time.
 *
 * An unmerge takes back the merge that brought its subject into the profile, with all that hangs on the subject; where
 * the profile is named after the subject, it takes back the merges that brought the others.
 */
export function replayWords(words: readonly Word[]): Decisions {
  const parents = new Map<string, string>()
  const apart = new Set<string>()
  const topOf = (key: string): string => {
    let top = key
    for (let parent = parents.get(top); parent !== undefined; parent = parents.get(top)) top = parent
    return top
  }

  for (const { word, subject, other } of inOrder(words)) {
    if (word === 'merge') {
      const top = topOf(subject.key)
      if (top !== topOf(other.key)) parents.set(top, other.key)
      continue
    }
    apart.add(subject.key)
    if (parents.delete(subject.key)) continue
    for (const [child, parent] of parents) if (parent === subject.key) parents.delete(child)
  }
  return { parents, apart }
}

const inOrder = (words: readonly Word[]): Word[] => {
  const distinct = new Map(words.map((word) => [`${word.at.ts} ${word.at.messageId}`, word]))
  return [...distinct.values()].sort((a, b) => (isBefore(a.at, b.at) ? -1 : 1))
}
