import type { PersonSummary, Profile } from '@throughline/contract/people'
import { kindWords, shortValue, strongest } from './identifier-words.ts'

type Named = Pick<PersonSummary, 'profileId' | 'name' | 'email' | 'identifiers'>

/** What a person is called: by name, else e-mail address, else by the strongest identifier. */
export function personName(person: Named): string {
  if (person.name) return person.name
  if (person.email) return person.email
  const known = strongest(person.identifiers)
  if (known === undefined) return shortValue(person.profileId)
  if (known.kind === 'anonymous_id') return `Visitor ${shortValue(known.value)}`
  return known.kind === 'email' ? known.value : `${kindWords[known.kind]} ${shortValue(known.value)}`
}

/** The name of a whole profile, from its traits. */
export function profileName({ profileId, traits, identifiers }: Profile): string {
  const text = (name: string): string | undefined => {
    const value = traits[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const parts = [text('firstName') ?? text('first_name'), text('lastName') ?? text('last_name')]
  const name = text('name') ?? (parts.filter((part) => part !== undefined).join(' ') || null)
  return personName({ profileId, name, email: text('email') ?? null, identifiers })
}
