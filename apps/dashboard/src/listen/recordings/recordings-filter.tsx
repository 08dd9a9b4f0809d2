import { Select, TextInput } from '@mantine/core'
import { useSearchText } from '../../understand/people/use-search-text.ts'
import classes from './recordings.module.css'
import type { RecordingsSearch } from './recordings-search.ts'
import { capital, isSignal, signalLooks, signalOrder } from './signal-look.ts'

const signals = signalOrder.map((signal) => ({ value: signal, label: capital(signalLooks[signal].many) }))

/** Narrows the list by what happened, where and to whom; the days are chosen at the top of the page. */
export function RecordingsFilter(props: {
  search: RecordingsSearch
  onChange: (next: RecordingsSearch) => void
}) {
  const { search, onChange } = props
  const path = useSearchText(search.path, (next) => onChange({ path: next }))
  const person = useSearchText(search.person, (next) => onChange({ person: next }))
  return (
    <div className={classes.filter}>
      <Select
        aria-label="With the signal"
        placeholder="Any signal or none"
        data={signals}
        value={search.signal ?? null}
        onChange={(signal) => onChange({ signal: isSignal(signal) ? signal : undefined })}
        clearable
        searchable
        nothingFoundMessage="No such signal"
      />
      <TextInput
        type="search"
        aria-label="On the page"
        placeholder="Any page, such as /product/*"
        maxLength={4096}
        {...path}
      />
      <TextInput
        type="search"
        aria-label="Of the person"
        placeholder="Anyone: user id, e-mail …"
        maxLength={600}
        {...person}
      />
    </div>
  )
}
