import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PersonSummary } from '@throughline/contract/people'
import { formatAgo, formatDate, formatMinute } from '../../format/date.ts'
import { formatNumber } from '../../format/number.ts'
import { Chip } from '../../ui/chip.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { useView } from '../../view/use-view.ts'
import { identifierText, kindWords, shortValue } from './identifier-words.ts'
import classes from './people.module.css'
import type { PeopleQuestion } from './people-query.ts'
import { personName } from './person-name.ts'
import { SavePeople } from './save-people.tsx'

/** The people who were found, as far as they were loaded. */
export function PeopleTable(props: {
  people: readonly PersonSummary[]
  total: number
  question: PeopleQuestion
  /** They answer the question before; the new answer is on its way. */
  stale: boolean
  more: (() => unknown) | undefined
  loadingMore: boolean
}) {
  const { people, total } = props
  const { timezone } = useView().period
  return (
    <div className={props.stale ? classes.stale : ''} aria-busy={props.stale}>
      <DataTable
        caption={`People, the last seen first; times in ${timezone}`}
        columns={personColumns(timezone)}
        rows={people}
        rowKey={({ profileId }) => profileId}
        exportable={false}
      />
      <div className={classes.foot}>
        <span>
          {formatNumber(people.length)} of {formatNumber(total)}
        </span>
        {props.more ? (
          <Button variant="default" onClick={props.more} loading={props.loadingMore}>
            Show more
          </Button>
        ) : null}
        <SavePeople total={total} question={props.question} />
      </div>
    </div>
  )
}

/** Columns of a table of people. The server sorts: what is not yet loaded could not be. */
export function personColumns(timezone: string): Column<PersonSummary>[] {
  const now = Date.now()
  return [
    {
      key: 'name',
      header: 'Person',
      sortable: false,
      value: personName,
      cell: (person) => <PersonCell person={person} />,
    },
    {
      key: 'known',
      header: 'Known by',
      sortable: false,
      value: ({ identifiers }) => identifiers.map(identifierText).join(', '),
      cell: ({ identifiers }) => <KnownBy identifiers={identifiers} />,
    },
    {
      key: 'first',
      header: 'First seen',
      sortable: false,
      align: 'right',
      value: ({ firstSeen }) => firstSeen,
      cell: ({ firstSeen }) => <time dateTime={firstSeen}>{formatDate(firstSeen, timezone)}</time>,
    },
    {
      key: 'last',
      header: 'Last seen',
      sortable: false,
      align: 'right',
      value: ({ lastSeen }) => lastSeen,
      cell: ({ lastSeen }) => (
        <time dateTime={lastSeen} title={formatMinute(lastSeen, timezone)}>
          {formatAgo(lastSeen, now)}
        </time>
      ),
    },
  ]
}

function PersonCell({ person }: { person: PersonSummary }) {
  const name = personName(person)
  return (
    <span className={classes.person}>
      <Link to="/people/$id" params={{ id: person.profileId }}>
        {name}
      </Link>
      {person.email && person.email !== name ? <small>{person.email}</small> : null}
    </span>
  )
}

/** The strongest identifier in full, and how many there are of each further kind. */
function KnownBy({ identifiers }: { identifiers: PersonSummary['identifiers'] }) {
  const counts = new Map<string, string[]>()
  for (const { kind, value } of identifiers) {
    counts.set(kindWords[kind], [...(counts.get(kindWords[kind]) ?? []), value])
  }
  return (
    <span className={classes.chips}>
      {[...counts].map(([kind, values]) => (
        <Chip key={kind}>
          {values.length === 1 ? `${kind} ${shortValue(values[0] ?? '')}` : `${values.length} × ${kind}`}
        </Chip>
      ))}
    </span>
  )
}
