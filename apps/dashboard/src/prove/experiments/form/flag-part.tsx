import { Button, Checkbox, NumberInput, Radio, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listEnvironments } from '@throughline/contract/environments'
import type { FlagVariation } from '@throughline/contract/flag-rules'
import { type Flag, getFlag, listFlags } from '@throughline/contract/flags'
import { useState } from 'react'
import { NewFlagDialog } from '../../../act/flags/new-flag-dialog.tsx'
import { query } from '../../../api.ts'
import { Icon } from '../../../ui/icon.tsx'
import { type ExperimentDraft, evenSplit, likelyControl, splitSum, withFlag } from './experiment-draft.ts'
import classes from './form.module.css'

interface Part {
  readonly draft: ExperimentDraft
  readonly onChange: (draft: ExperimentDraft) => void
}

/** The flag around the change, and which of its variations are compared in which shares. */
export function FlagPart({ draft, onChange }: Part) {
  const flags = useQuery(query(listFlags, { query: {} }))
  const chosen = useQuery({ ...query(getFlag, { params: { key: draft.flag } }), enabled: draft.flag !== '' })
  const [making, setMaking] = useState(false)
  const queryClient = useQueryClient()
  const take = useMutation({
    mutationFn: (key: string) => queryClient.fetchQuery(query(getFlag, { params: { key } })),
    onSuccess: (flag) => onChange(takenBy(draft, flag)),
  })
  const keys = flags.data?.flags.map(({ key }) => key) ?? []
  return (
    <>
      <div className={classes.pair}>
        <Select
          label="Flag"
          description="Your code asks it what to show"
          placeholder="Choose a flag"
          data={keys.includes(draft.flag) || draft.flag === '' ? keys : [draft.flag, ...keys]}
          value={take.isPending ? take.variables : draft.flag === '' ? null : draft.flag}
          onChange={(key) => key !== null && take.mutate(key)}
          allowDeselect={false}
          searchable
          nothingFoundMessage="No flag is called so"
          error={flags.error?.message ?? take.error?.message ?? chosen.error?.message}
        />
        <EnvironmentSelect draft={draft} onChange={onChange} />
      </div>
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={13} />}
          onClick={() => setMaking(true)}
        >
          Make a flag
        </Button>{' '}
        {draft.flag === '' ? null : (
          <Link to="/flags/$key" params={{ key: draft.flag }} className={classes.flagLink ?? ''}>
            Look at the flag
          </Link>
        )}
      </div>
      {chosen.data ? (
        <Variations variations={chosen.data.variations} draft={draft} onChange={onChange} />
      ) : null}
      {making ? (
        <NewFlagDialog
          forExperimentIn={draft.environment}
          onMade={(flag) => {
            onChange(takenBy(draft, flag))
            setMaking(false)
          }}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </>
  )
}

function takenBy(draft: ExperimentDraft, { key, variations }: Flag): ExperimentDraft {
  return withFlag(
    draft,
    key,
    variations.map((variation) => variation.key),
  )
}

function EnvironmentSelect({ draft, onChange }: Part) {
  const { data } = useQuery(query(listEnvironments, {}))
  const environments = data?.environments ?? []
  if (environments.length < 2 && draft.environment === 'production') return null
  return (
    <Select
      label="Environment"
      description="Where it runs"
      data={environments.map(({ key, name }) => ({ value: key, label: name }))}
      value={draft.environment}
      onChange={(environment) => onChange({ ...draft, environment: environment ?? draft.environment })}
      allowDeselect={false}
    />
  )
}

function Variations(props: Part & { variations: readonly FlagVariation[] }) {
  const { variations, draft, onChange } = props
  const { split, control } = draft
  const sum = splitSum(split)
  const take = (key: string, takes: boolean): void => {
    const keys = variations.map((one) => one.key).filter((one) => (one === key ? takes : inSplit(draft, one)))
    const kept = control !== null && keys.includes(control) ? control : likelyControl(keys)
    onChange({ ...draft, split: evenSplit(keys), control: kept })
  }
  const weigh = (key: string, weight: number): void =>
    onChange({ ...draft, split: split.map((one) => (one.variation === key ? { ...one, weight } : one)) })
  return (
    <fieldset className={classes.variations}>
      <legend>Variations</legend>
      <div className={classes.variationHead} aria-hidden="true">
        <span>Takes part</span>
        <span>How it is now</span>
        <span>Share</span>
      </div>
      {variations.map(({ key, name, value }) => {
        const share = split.find(({ variation }) => variation === key)
        const called = name === undefined || name === '' ? key : name
        return (
          <div key={key} className={classes.variation}>
            <Checkbox
              label={called}
              description={
                called === key && shortValue(value) === key ? undefined : `${key} = ${shortValue(value)}`
              }
              checked={share !== undefined}
              onChange={(event) => take(key, event.currentTarget.checked)}
            />
            <Radio
              name="control"
              aria-label={`${called} is how it is now`}
              checked={control === key}
              disabled={share === undefined}
              onChange={() => onChange({ ...draft, control: key })}
            />
            <NumberInput
              size="xs"
              aria-label={`Share of ${called} in per cent`}
              value={share?.weight ?? 0}
              disabled={share === undefined}
              min={0}
              max={100}
              decimalScale={2}
              suffix={'\u202f%'}
              hideControls
              onChange={(weight) => weigh(key, Number(weight))}
            />
          </div>
        )
      })}
      <p className={classes.sum} data-wrong={(split.length > 0 && sum !== 100) || undefined}>
        {sum === 100
          ? 'The others are compared with how it is now.'
          : `The shares add up to ${sum}\u202f%, not 100.`}{' '}
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => onChange({ ...draft, split: evenSplit(split.map(({ variation }) => variation)) })}
        >
          Share evenly
        </Button>
      </p>
    </fieldset>
  )
}

const inSplit = ({ split }: ExperimentDraft, key: string): boolean =>
  split.some(({ variation }) => variation === key)

function shortValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
