import { ActionIcon, Autocomplete, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useProject } from '../../../session.ts'
import { Icon } from '../../../ui/icon.tsx'
import { formatPercent, rampAt } from '../flag-words.ts'
import flags from '../flags.module.css'
import classes from './rules.module.css'
import { evenSplit, type ServeDraft, sumOf } from './settings-draft.ts'
import { ShareBar } from './share-bar.tsx'
import { fromWallTime, toWallTime } from './wall-time.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

interface ServeProps {
  readonly serve: ServeDraft
  readonly variations: readonly Choice[]
  readonly onChange: (serve: ServeDraft) => void
  /** Of everybody else: nothing comes after it. */
  readonly isLast?: boolean
}

const kinds = [
  { value: 'variation', label: 'one variation' },
  { value: 'split', label: 'shares of visitors' },
  { value: 'ramp', label: 'a share that grows' },
] as const

/** What is served: one variation, shares, or a share that grows with time. */
export function ServeEditor(props: ServeProps) {
  const { serve, onChange, variations } = props
  if (serve.kind === 'experiment') {
    return (
      <p className={flags.note}>
        Visitors take part in an{' '}
        <Link to="/experiments/$id" params={{ id: serve.experiment }}>
          experiment
        </Link>
        , which decides who gets what.
      </p>
    )
  }
  return (
    <div className={classes.serve}>
      <div className={classes.fields}>
        <span className={classes.joint}>serve</span>
        <Select
          aria-label="How it is served"
          data={[...kinds]}
          value={serve.kind}
          onChange={(value) => {
            const kind = kinds.find((one) => one.value === value)?.value
            if (kind) onChange({ ...serve, kind })
          }}
          allowDeselect={false}
          size="xs"
          w={170}
        />
        {serve.kind === 'variation' ? (
          <Select
            aria-label="Variation"
            data={[...variations]}
            value={serve.variation}
            onChange={(variation) => onChange({ ...serve, variation: variation ?? serve.variation })}
            allowDeselect={false}
            size="xs"
            w={200}
          />
        ) : (
          <>
            <span>drawn by</span>
            <Autocomplete
              aria-label="By what the shares are drawn"
              data={['targetingKey', 'userId', 'sessionId', 'groupId']}
              value={serve.unit}
              onChange={(unit) => onChange({ ...serve, unit })}
              maxLength={200}
              size="xs"
              w={150}
            />
          </>
        )}
      </div>
      {serve.kind === 'split' ? <Split {...props} /> : null}
      {serve.kind === 'ramp' ? <Ramp {...props} /> : null}
    </div>
  )
}

function Split({ serve, variations, onChange }: ServeProps) {
  const all = [
    ...serve.split,
    ...variations
      .filter(({ value }) => serve.split.every(({ variation }) => variation !== value))
      .map(({ value }) => ({ variation: value, weight: 0 })),
  ]
  const sum = sumOf(all)
  return (
    <div className={classes.split}>
      <ShareBar shares={all.map(({ variation, weight }) => ({ name: variation, percent: weight }))} />
      {all.map(({ variation, weight }, at) => (
        <NumberInput
          key={variation}
          label={variation}
          value={weight}
          onChange={(next) =>
            onChange({ ...serve, split: all.with(at, { variation, weight: Number(next) || 0 }) })
          }
          min={0}
          max={100}
          decimalScale={2}
          suffix=" %"
          size="xs"
          w={120}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => onChange({ ...serve, split: evenSplit(all.map(({ variation }) => variation)) })}
      >
        Equal shares
      </Button>
      {sum === 100 ? null : (
        <span className={flags.problem} role="status">
          Together {formatPercent(sum)}, not {formatPercent(100)}
        </span>
      )}
    </div>
  )
}

function Ramp({ serve, variations, onChange, isLast }: ServeProps) {
  const { timezone } = useProject()
  const { ramp } = serve
  const { points } = ramp
  const set = (next: Partial<ServeDraft['ramp']>): void => onChange({ ...serve, ramp: { ...ramp, ...next } })
  const last = points.at(-1)
  const now = rampAt(points, ramp.gradual, Date.now())
  const add = (): void => {
    const day = 24 * 3_600_000
    const start = Math.ceil(Date.now() / 3_600_000) * 3_600_000
    const at = new Date(last ? Date.parse(last.at) + day : start).toISOString()
    set({ points: [...points, { at, percent: last ? Math.min(100, Math.max(10, last.percent * 2)) : 5 }] })
  }
  return (
    <div className={classes.ramp}>
      <ShareBar
        shares={[
          { name: ramp.variation, percent: now },
          { name: ramp.rest ?? 'next rule', percent: 100 - now },
        ]}
      />
      <p className={flags.note}>
        Now {formatPercent(now)} get {ramp.variation}
      </p>
      <div className={classes.fields}>
        <Select
          aria-label="Variation that grows"
          data={[...variations]}
          value={ramp.variation}
          onChange={(variation) => set({ variation: variation ?? ramp.variation })}
          allowDeselect={false}
          size="xs"
          w={160}
        />
        <span>the others get</span>
        <Select
          aria-label="What the others get"
          data={[
            { value: '', label: isLast ? 'what is served while it is off' : 'the next rule' },
            ...variations,
          ]}
          value={ramp.rest ?? ''}
          onChange={(rest) => set({ rest: rest === '' ? null : rest })}
          allowDeselect={false}
          size="xs"
          w={190}
        />
      </div>
      {points.map(({ at, percent }, index) => (
        <div className={classes.fields} key={`${points.length}-${index === 0 ? 'first' : index}`}>
          <span className={classes.joint}>{index === 0 ? 'from' : 'then'}</span>
          <TextInput
            type="datetime-local"
            aria-label={`Moment of step ${index + 1}, in ${timezone}`}
            value={toWallTime(at, timezone)}
            onChange={(event) =>
              set({ points: points.with(index, { at: fromWallTime(event.target.value, timezone), percent }) })
            }
            size="xs"
          />
          <NumberInput
            aria-label={`Share of step ${index + 1}`}
            value={percent}
            onChange={(next) => set({ points: points.with(index, { at, percent: Number(next) || 0 }) })}
            min={0}
            max={100}
            decimalScale={2}
            suffix=" %"
            size="xs"
            w={90}
          />
          <ActionIcon
            aria-label={`Remove step ${index + 1}`}
            onClick={() => set({ points: points.toSpliced(index, 1) })}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.fields}>
        <Button variant="subtle" size="compact-xs" leftSection={<Icon name="plus" size={12} />} onClick={add}>
          Add a step
        </Button>
        <Checkbox
          size="xs"
          label="Grow evenly between two steps"
          checked={ramp.gradual}
          onChange={(event) => set({ gradual: event.target.checked })}
        />
        <span>{timezone}</span>
      </div>
    </div>
  )
}
