import type { Profile } from '@throughline/contract/people'
import { formatMinute } from '../../../format/date.ts'
import { type Fact, factsOf } from './fact-list.tsx'

/** A person's traits, each with the time of the event that set it; what is inside a trait was set with it. */
export function traitFacts({ traits, traitDetails }: Profile, timezone: string): Fact[] {
  return Object.entries(traits).flatMap(([name, value]) => {
    const setAt = traitDetails[name]?.setAt
    const note = setAt === undefined ? {} : { note: `set ${formatMinute(setAt, timezone)}` }
    return factsOf({ [name]: value }).map((fact) => ({ ...fact, ...note }))
  })
}
