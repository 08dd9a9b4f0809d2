import { type Effect, signedShare } from '../effect-words.ts'

/** What an interval says of a metric: it lies on the good side of zero, on the bad one, or on both. */
export type Sense = 'better' | 'worse' | 'unclear'

/** One metric in one variation, or one segment. */
export interface ForestRow {
  readonly key: string
  /** Rows of a group stand together, under its name. */
  readonly group: string
  readonly name: string
  /** A few words below the name. */
  readonly about: string
  /** The relative effect; null where there is nothing to say yet. */
  readonly effect: Effect | null
  /** Why there is no effect. */
  readonly why: string
  readonly sense: Sense
  /** The row that decides. */
  readonly main?: boolean
}

export const senseWords: Readonly<Record<Sense, string>> = {
  better: 'better',
  worse: 'worse',
  unclear: 'not told apart yet',
}

/** A row as it is read out: `Orders per person: +3.1 %, between +1.2 and +5.0 %, better`. */
export function rowText({ name, about, effect, why, sense }: ForestRow): string {
  const of = about === '' ? name : `${name} (${about})`
  if (!effect) return `${of}: ${why}`
  const { low, high } = effect
  return `${of}: ${signedShare(effect.estimate)}, between ${signedShare(low)} and ${signedShare(high)}, ${senseWords[sense]}`
}
