import { Link } from '@tanstack/react-router'
import type { Environment } from '@throughline/contract/environments'
import type { FlagSummary } from '@throughline/contract/flags'
import { formatAgo, formatMoment } from '../../../format/date.ts'
import { Chip } from '../../../ui/chip.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { type FlagWords, typeLabels, wordsHere } from '../flag-words.ts'
import classes from '../flags.module.css'
import { useFlagWords } from '../use-flags.ts'

/** Flags with their state in each environment. */
export function FlagTable(props: { flags: readonly FlagSummary[]; environments: readonly Environment[] }) {
  const words = useFlagWords()
  const { timezone } = words
  const stateIn = (flag: FlagSummary, environment: string) =>
    flag.environments.find((one) => one.environment === environment)
  return (
    <DataTable
      caption="Flags and what they serve"
      rows={props.flags}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'name',
          header: 'Flag',
          value: ({ name }) => name,
          cell: (flag) => <Name flag={flag} />,
        },
        ...props.environments.map(
          ({ key, name }): Column<FlagSummary> => ({
            key: `in-${key}`,
            header: name,
            value: (flag) => {
              const state = stateIn(flag, key)
              return state ? `${state.enabled ? 'On: ' : ''}${wordsHere(state.serves, words)}` : ''
            },
            cell: (flag) => <State state={stateIn(flag, key)} words={words} />,
          }),
        ),
        {
          key: 'type',
          header: 'Type',
          value: ({ type }) => typeLabels[type],
        },
        {
          key: 'evaluated',
          header: 'Last asked for',
          align: 'right',
          value: ({ lastEvaluatedAt }) => lastEvaluatedAt ?? undefined,
          cell: ({ lastEvaluatedAt }) => <Ago at={lastEvaluatedAt} none="never" timezone={timezone} />,
        },
        {
          key: 'changed',
          header: 'Changed',
          align: 'right',
          value: ({ changedAt }) => changedAt,
          cell: ({ changedAt }) => <Ago at={changedAt} none="" timezone={timezone} />,
        },
      ]}
    />
  )
}

function Name({ flag }: { flag: FlagSummary }) {
  const { key, name, stale, archivedAt, tags } = flag
  const isTested = flag.environments.some(({ experiments }) => experiments.length > 0)
  return (
    <div className={classes.name}>
      <Link to="/flags/$key" params={{ key }}>
        {name}
      </Link>
      {name === key ? null : <code className={classes.key}>{key}</code>}
      <span className={classes.chips}>
        {isTested ? <Chip tone="thread">Experiment</Chip> : null}
        {archivedAt === null ? null : <Chip>Archived</Chip>}
        {tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
      {stale ? (
        <span className={classes.stale}>
          <Chip tone="warn">Not needed?</Chip> {stale.text}
        </span>
      ) : null}
    </div>
  )
}

function State(props: { state: FlagSummary['environments'][number] | undefined; words: FlagWords }) {
  const { state } = props
  if (!state) return '–'
  return (
    <span className={classes.state}>
      <span className={classes.lamp} data-on={state.enabled || undefined}>
        {state.enabled ? 'On' : 'Off'}
      </span>
      <span className={classes.serves}>{wordsHere(state.serves.replace(/^Off: /, ''), props.words)}</span>
    </span>
  )
}

function Ago({ at, none, timezone }: { at: string | null; none: string; timezone: string }) {
  if (at === null) return none
  return (
    <time dateTime={at} title={`${formatMoment(at, timezone)} (${timezone})`}>
      {formatAgo(at, Date.now())}
    </time>
  )
}
