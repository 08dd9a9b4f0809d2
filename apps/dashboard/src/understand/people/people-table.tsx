import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { IdentifierKind } from '@throughline/contract/identifier'
import type { PersonSummary } from '@throughline/contract/people'
import { formatDate, formatMinute } from '../../format/date.ts'
import { formatCount, formatNumber } from '../../format/number.ts'
import { Chip } from '../../ui/chip.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { useView } from '../../view/use-view.ts'
import { identifierText, kindWords } from './identifier-words.ts'
import classes from './people.module.css'
import type { PeopleQuestion } from './people-query.ts'
import { orderCount, personFigures, revenueCell, revenueText } from './person-figures.ts'
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
  const columns = usePersonColumns(timezone)
  return (
    <div className={props.stale ? classes.stale : ''} aria-busy={props.stale}>
      <DataTable
        caption={`People, the last seen first; events, orders and revenue of all time; times in ${timezone}`}
        columns={columns}
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

/**
 * Columns of a table of people; on a phone without what else they are known by, and with their figures below the name.
 * The server sorts: what is not yet loaded could not be.
 */
export function usePersonColumns(timezone: string): Column<PersonSummary>[] {
  const narrow = useMediaQuery('(max-width: 640px)')
  const columns: Column<PersonSummary>[] = [
    {
      key: 'name',
      header: 'Person',
      sortable: false,
      value: personName,
      cell: (person) => <PersonCell person={person} withFigures={narrow} />,
    },
    {
      key: 'known',
      header: 'Known by',
      sortable: false,
      value: ({ identifiers }) => identifiers.map(identifierText).join(', '),
      cell: (person) => <KnownBy person={person} />,
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
      cell: ({ lastSeen }) => <time dateTime={lastSeen}>{formatMinute(lastSeen, timezone)}</time>,
    },
    { key: 'events', header: 'Events', sortable: false, value: ({ eventCount }) => eventCount },
    { key: 'orders', header: 'Orders', sortable: false, value: ({ revenue }) => orderCount(revenue) },
    {
      key: 'revenue',
      header: 'Revenue, net',
      sortable: false,
      align: 'right',
      value: ({ revenue }) => revenueCell(revenue),
      cell: ({ revenue }) => revenueText(revenue),
    },
  ]
  return narrow ? columns.filter(({ key }) => key === 'name' || key === 'last') : columns
}

function PersonCell({ person, withFigures }: { person: PersonSummary; withFigures: boolean }) {
  const name = personName(person)
  return (
    <span className={classes.person}>
      <Link to="/people/$id" params={{ id: person.profileId }}>
        {name}
      </Link>
      {person.email && person.email !== name ? <small>{person.email}</small> : null}
      {withFigures ? <small>{personFigures(person)}</small> : null}
    </span>
  )
}

/** What else leads to the person than the name and address beside it; several of a kind are only counted. */
function KnownBy({ person }: { person: PersonSummary }) {
  if (person.identifiers.every(({ kind }) => kind === 'anonymous_id')) {
    return <span className={classes.muted}>Not known by name yet</span>
  }
  const further = person.identifiers.filter(({ kind, value }) => kind !== 'email' || value !== person.email)
  const kinds = [...new Set(further.map(({ kind }) => kind))]
  return (
    <span className={classes.chips}>
      {kinds.map((kind) => (
        <Chip key={kind}>
          {kindCount(
            kind,
            further.filter((one) => one.kind === kind).map(({ value }) => value),
          )}
        </Chip>
      ))}
    </span>
  )
}

function kindCount(kind: IdentifierKind, values: readonly string[]): string {
  if (kind === 'anonymous_id') return formatCount(values.length, 'device')
  const [value = ''] = values
  return values.length === 1 ? `${kindWords[kind]} ${value}` : `${values.length} × ${kindWords[kind]}`
}
