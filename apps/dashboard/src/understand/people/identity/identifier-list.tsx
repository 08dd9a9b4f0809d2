import { Button } from '@mantine/core'
import type { Identifier } from '@throughline/contract/identifier'
import type { HistoryEntry } from '@throughline/contract/people'
import { formatMinute } from '../../../format/date.ts'
import { identifierText, kindWords } from '../identifier-words.ts'
import { evidenceOf } from './evidence.ts'
import { whyWords } from './history-list.tsx'
import classes from './identity.module.css'

/** A person's identifiers, each with its evidence and the way to take it out. */
export function IdentifierList(props: {
  identifiers: readonly Identifier[]
  history: readonly HistoryEntry[]
  timezone: string
  onSeparate: (identifier: Identifier) => void
}) {
  const { identifiers, history, timezone } = props
  return (
    <ul className={classes.identifiers}>
      {identifiers.map((identifier) => (
        <li key={identifierText(identifier)}>
          <div>
            <p>
              {kindWords[identifier.kind]} <code>{identifier.value}</code>
            </p>
            <p className={classes.evidence}>{evidenceText(evidenceOf(identifier, history), timezone)}</p>
          </div>
          {identifiers.length > 1 ? (
            <Button
              className={classes.separate ?? ''}
              variant="subtle"
              size="compact-xs"
              onClick={() => props.onSeparate(identifier)}
            >
              Separate<span className="visually-hidden"> {identifier.value}</span>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function evidenceText(entry: HistoryEntry | undefined, timezone: string): string {
  if (!entry) return 'The profile is named after it'
  const { why, at } = entry
  return `${whyWords[why]} with ${kindWords[entry.with.kind]} ${entry.with.value} · ${formatMinute(at, timezone)}`
}
