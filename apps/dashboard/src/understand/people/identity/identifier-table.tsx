import { Button } from '@mantine/core'
import type { Identifier } from '@throughline/contract/identifier'
import type { HistoryEntry } from '@throughline/contract/people'
import { formatMinute } from '../../../format/date.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { identifierText, kindWords } from '../identifier-words.ts'
import { evidenceOf } from './evidence.ts'

/** A person's identifiers, each with its evidence and the way to take it out. */
export function IdentifierTable(props: {
  identifiers: readonly Identifier[]
  history: readonly HistoryEntry[]
  timezone: string
  onSeparate: (identifier: Identifier) => void
}) {
  const { identifiers, history, timezone } = props
  const alone = identifiers.length < 2
  const evidence = (identifier: Identifier) => evidenceOf(identifier, history)
  return (
    <DataTable
      caption="Identifiers of this person"
      rows={identifiers}
      rowKey={identifierText}
      exportable={false}
      columns={[
        {
          key: 'value',
          header: 'Identifier',
          value: ({ value }) => value,
          cell: ({ value }) => <code>{value}</code>,
        },
        { key: 'kind', header: 'Kind', value: ({ kind }) => kindWords[kind] },
        {
          key: 'evidence',
          header: 'Evidence',
          value: (identifier) =>
            evidence(identifier)?.reason ?? 'The profile is named after it, or it came alone',
        },
        {
          key: 'since',
          header: 'Since',
          value: (identifier) => evidence(identifier)?.at,
          cell: (identifier) => {
            const at = evidence(identifier)?.at
            return at ? <time dateTime={at}>{formatMinute(at, timezone)}</time> : '–'
          },
        },
        {
          key: 'separate',
          header: 'Actions',
          sortable: false,
          align: 'right',
          value: () => null,
          cell: (identifier) =>
            alone ? null : (
              <Button variant="subtle" size="compact-xs" onClick={() => props.onSeparate(identifier)}>
                Separate<span className="visually-hidden"> {identifier.value}</span>
              </Button>
            ),
        },
      ]}
    />
  )
}
