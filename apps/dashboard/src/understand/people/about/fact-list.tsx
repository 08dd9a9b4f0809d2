import { Button } from '@mantine/core'
import { useState } from 'react'
import classes from './about.module.css'

export interface Fact {
  readonly key: string
  readonly name: string
  readonly value: unknown
  /** Stands small below the value. */
  readonly note?: string
}

/** More at once would push everything below out of sight. */
const shownAtFirst = 8

/** Names and values, the first few at once. Values may be anything that JSON holds. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const [all, setAll] = useState(false)
  const shown = all || facts.length <= shownAtFirst + 1 ? facts : facts.slice(0, shownAtFirst)
  return (
    <>
      <dl className={classes.facts}>
        {shown.map(({ key, name, value, note }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              {factText(value)}
              {note === undefined ? null : <small> {note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < facts.length ? (
        <Button variant="subtle" size="compact-xs" mt={6} onClick={() => setAll(true)}>
          Show all {facts.length}
        </Button>
      ) : null}
    </>
  )
}

/**
 * The facts of a record; what is inside another has its whole path for a name, as conditions on it are written.
 *
 * @example factsOf({ address: { country: 'FR' } }) // [{ key: 'address.country', name: 'address.country', value: 'FR' }]
 */
export function factsOf(record: Readonly<Record<string, unknown>>, above = ''): Fact[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const path = `${above}${name}`
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ key: path, name: path, value }]
    }
    return factsOf(value as Record<string, unknown>, `${path}.`)
  })
}

/** A value as people read it: text as it is, yes and no, lists by commas, else JSON. */
export function factText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ')
  return JSON.stringify(value) ?? ''
}
