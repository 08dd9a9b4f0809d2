import type { Flag } from '@throughline/evaluator/datafile'

/** What flags ask of the person behind a targeting key. */
export interface PersonNeeds {
  readonly traits: ReadonlySet<string>
  /** By id. */
  readonly segments: ReadonlySet<string>
}

const PERSON = 'person.'

/** What one flag asks itself, whatever its prerequisites ask. */
export function needsOf({ rules }: Pick<Flag, 'rules'>): PersonNeeds {
  const conditions = rules.flatMap((rule) => rule.conditions)
  return {
    traits: new Set(
      conditions.flatMap(({ attribute }) =>
        attribute.startsWith(PERSON) ? [topOf(attribute.slice(PERSON.length))] : [],
      ),
    ),
    segments: new Set(
      conditions
        .filter(({ attribute }) => attribute === 'segment')
        .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
        .filter((id) => typeof id === 'string'),
    ),
  }
}

/** A path may lead into a trait that is an object: `address.city` needs the trait `address`. */
const topOf = (path: string): string => path.split('.', 1)[0] ?? path

export const noNeeds: PersonNeeds = { traits: new Set(), segments: new Set() }

export const bothNeeds = (one: PersonNeeds, other: PersonNeeds): PersonNeeds => ({
  traits: new Set([...one.traits, ...other.traits]),
  segments: new Set([...one.segments, ...other.segments]),
})

export const asksNothing = ({ traits, segments }: PersonNeeds): boolean =>
  traits.size === 0 && segments.size === 0
