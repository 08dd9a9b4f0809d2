import { Button } from '@mantine/core'
import { useState } from 'react'
import classes from './about.module.css'

export interface Fact {
  readonly key: string
  readonly name: string
  readonly value: unknown
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
        {shown.map(({ key, name, value }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{factText(value)}</dd>
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

/** A value as people read it: text as it is, yes and no, lists by commas, else JSON. */
export function factText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ')
  return JSON.stringify(value) ?? ''
}
