import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { identifierKinds } from '@throughline/contract/identifier'
import type { PersonSummary } from '@throughline/contract/people'
import { useEffect, useRef, useState } from 'react'
import { formatNumber } from '../../format/number.ts'
import { download, toCsv } from '../../ui/table/csv.ts'
import { allPeople, exportLimit, type PeopleQuestion } from './people-query.ts'
import { orderCount, revenueCell } from './person-figures.ts'

/** Saves all people of a question as CSV, not only those on the screen. */
export function SavePeople({ total, question }: { total: number; question: PeopleQuestion }) {
  const [read, setRead] = useState(0)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const save = useMutation({
    mutationFn: () => {
      stop.current = new AbortController()
      setRead(0)
      return allPeople(question, setRead, stop.current.signal)
    },
    onSuccess: (people) => download('people.csv', peopleCsv(people)),
  })
  if (save.isPending) {
    return (
      <span role="status">
        {formatNumber(read)} of {formatNumber(Math.min(total, exportLimit))} read …
      </span>
    )
  }
  return (
    <span>
      {save.isError ? <span role="alert">{save.error.message} </span> : null}
      <Button variant="subtle" size="compact-sm" onClick={() => save.mutate()}>
        {total > exportLimit ? `Save the first ${formatNumber(exportLimit)} as CSV` : 'Save all as CSV'}
      </Button>
    </span>
  )
}

/** A row a person; several identifiers of a kind share a cell. Times are UTC, as the header says. */
function peopleCsv(people: readonly PersonSummary[]): string {
  const header = [
    'Profile id',
    'Name',
    'E-mail',
    ...identifierKinds,
    'First seen (UTC)',
    'Last seen (UTC)',
    'Events',
    'Orders',
    'Revenue, net',
  ]
  const rows = people.map(
    ({ profileId, name, email, identifiers, firstSeen, lastSeen, eventCount, revenue }) => [
      profileId,
      name,
      email,
      ...identifierKinds.map((kind) =>
        identifiers
          .filter((identifier) => identifier.kind === kind)
          .map(({ value }) => value)
          .join(' '),
      ),
      firstSeen,
      lastSeen,
      eventCount,
      orderCount(revenue),
      revenueCell(revenue),
    ],
  )
  return toCsv(header, rows)
}
