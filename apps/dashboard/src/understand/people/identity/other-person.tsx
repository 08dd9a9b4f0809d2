import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { listPeople, type PersonSummary } from '@throughline/contract/people'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { formatCount } from '../../../format/number.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useView } from '../../../view/use-view.ts'
import { kindWords, strongest } from '../identifier-words.ts'
import { personName } from '../person-name.ts'
import classes from './identity.module.css'

/** Finds the other person of a merge. */
export function OtherPerson(props: { without: string; onChoose: (person: PersonSummary) => void }) {
  const { timezone } = useView().period
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const found = useQuery({
    ...query(listPeople, { query: { search, limit: 20 } }),
    enabled: search !== '',
  })
  const people = found.data?.people.filter(({ profileId }) => profileId !== props.without) ?? []
  return (
    <>
      <TextInput
        type="search"
        label="Find the other person"
        description="By a part of name, e-mail, phone, loyalty card or user id, or by the start of an anonymous id"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={200}
        data-autofocus
      />
      <p className={classes.found} role="status">
        {search === ''
          ? ''
          : found.isPending
            ? 'Looking …'
            : found.isSuccess && people.length === 0
              ? `Nobody else is known by “${search}”.`
              : `${formatCount(people.length, 'person', 'people')} found${found.data?.next ? ', and more: type on' : ''}`}
      </p>
      {found.isError ? (
        <ErrorState
          inset
          title="Nobody could be looked for"
          error={found.error}
          onRetry={() => found.refetch()}
        />
      ) : null}
      <ul className={classes.people}>
        {people.map((person) => {
          const known = strongest(person.identifiers)
          return (
            <li key={person.profileId}>
              <button type="button" onClick={() => props.onChoose(person)}>
                <b>{personName(person)}</b>
                <span>
                  {known ? `${kindWords[known.kind]} ${known.value} · ` : ''}
                  last seen {formatMinute(person.lastSeen, timezone)}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
