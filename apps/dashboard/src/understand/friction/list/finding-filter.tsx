import { Button, Select } from '@mantine/core'
import { type Finding, findingMarks, findingStates } from '@throughline/contract/friction'
import { capital } from '../../../listen/recordings/signal-look.ts'
import { isFiltered } from '../filter-findings.ts'
import { markLooks, signalName, stateLooks } from '../finding-words.ts'
import classes from '../friction.module.css'
import { type FrictionSearch, nobody, parseFrictionSearch } from '../friction-search.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

const states = findingStates.map((state) => ({ value: state, label: capital(stateLooks[state].word) }))
const marks = [
  { value: 'all', label: 'All, also ignored ones' },
  ...findingMarks.map((mark) => ({ value: mark, label: capital(markLooks[mark].word) })),
]

/** Narrows the list by what it offers itself: no choice leads to nothing, except by two that exclude each other. */
export function FindingFilter(props: {
  findings: readonly Finding[]
  steps: readonly string[]
  search: FrictionSearch
  onChange: (next: FrictionSearch) => void
}) {
  const { findings, search, onChange } = props
  const fields: readonly {
    key: keyof FrictionSearch
    label: string
    none: string
    data: readonly Choice[]
  }[] = [
    { key: 'state', label: 'State', none: 'Any state', data: states },
    { key: 'step', label: 'Step', none: 'Any step', data: stepsOf(findings, props.steps, search.step) },
    { key: 'signal', label: 'Signal', none: 'Any signal', data: signalsOf(findings, search.signal) },
    { key: 'mark', label: 'Mark', none: 'Not ignored', data: marks },
    { key: 'owner', label: 'Owner', none: 'Anyone’s', data: ownersOf(findings, search.owner) },
  ]
  return (
    <div className={classes.filter}>
      {fields.map(({ key, label, none, data }) => (
        <Select
          key={key}
          size="xs"
          aria-label={label}
          placeholder={none}
          data={data}
          value={search[key] ?? null}
          onChange={(value) => onChange(parseFrictionSearch({ ...search, [key]: value ?? undefined }))}
          clearable
        />
      ))}
      {isFiltered(search) ? (
        <Button variant="subtle" onClick={() => onChange({})}>
          Show all
        </Button>
      ) : null}
    </div>
  )
}

function stepsOf(
  findings: readonly Finding[],
  steps: readonly string[],
  chosen: string | undefined,
): Choice[] {
  const there = new Set(findings.map(({ where }) => where.step))
  const inOrder = [...steps.filter((step) => there.has(step)), ...there]
  return plainChoices([...inOrder, ...(chosen === undefined ? [] : [chosen])])
}

function signalsOf(findings: readonly Finding[], chosen: string | undefined): Choice[] {
  const names = [...findings.map(({ signal }) => signal), ...(chosen === undefined ? [] : [chosen])]
  return [...new Set(names)].sort().map((signal) => ({ value: signal, label: signalName(signal) }))
}

function ownersOf(findings: readonly Finding[], chosen: string | undefined): Choice[] {
  const named = findings.flatMap(({ owner }) => (owner === null ? [] : [owner]))
  const all = [...named, ...(chosen === undefined || chosen === nobody ? [] : [chosen])]
  return [{ value: nobody, label: 'Nobody’s yet' }, ...plainChoices(all.sort())]
}

/** Each once, in the order of the first. */
function plainChoices(names: readonly string[]): Choice[] {
  return [...new Set(names)].map((name) => ({ value: name, label: name }))
}
