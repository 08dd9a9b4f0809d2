import { Button, Checkbox, Group, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type FlagType, flagTypes } from '@throughline/contract/flag-rules'
import { createFlag, type Flag } from '@throughline/contract/flags'
import { type FormEvent, useState } from 'react'
import { call } from '../../api.ts'
import { Icon } from '../../ui/icon.tsx'
import { parseValue, valueHint } from './flag/flag-value.ts'
import { typeLabels } from './flag-words.ts'
import classes from './flags.module.css'
import { keyOfName, keyProblem } from './list/flag-key.ts'
import { useFlagAct } from './use-flags.ts'

const firstValues: Readonly<Record<FlagType, readonly string[]>> = {
  boolean: [],
  string: ['original', 'new'],
  number: ['0', '1'],
  json: ['{}', '{ "version": 2 }'],
}

const MOST_VALUES = 10

/** Keys of variations in their order: how it is now, the new one, and further ones. */
const variationKey = (index: number): string =>
  index === 0 ? 'original' : index === 1 ? 'new' : `new-${index}`

const variationLabel = (index: number): string =>
  index === 0 ? 'Original' : index === 1 ? 'New' : `New ${index}`

/**
 * Makes a flag: switched off, or, for an experiment, on in its environment with everybody getting what is there now.
 *
 * @param forExperimentIn key of the environment
 */
export function NewFlagDialog(props: {
  forExperimentIn?: string
  onMade: (flag: Flag) => void
  onClose: () => void
}) {
  const { forExperimentIn, onMade, onClose } = props
  const [name, setName] = useState('')
  const [ownKey, setOwnKey] = useState<string>()
  const [type, setType] = useState<FlagType>('boolean')
  const [values, setValues] = useState<readonly string[]>([])
  const [isForBrowsers, setForBrowsers] = useState(true)
  const key = ownKey ?? keyOfName(name)
  const problem = keyProblem(key)
  const parsed = values.map((text) => parseValue(text, type))
  const ready =
    key !== '' && problem === undefined && parsed.every(({ problem: wrong }) => wrong === undefined)
  const now = type === 'boolean' ? 'off' : variationKey(0)
  const create = useFlagAct(
    () =>
      call(createFlag, {
        body: {
          key,
          type,
          ...(name.trim() === '' ? {} : { name: name.trim() }),
          browsers: isForBrowsers ? 'answers' : 'none',
          ...(type === 'boolean'
            ? {}
            : { variations: parsed.map(({ value }, index) => ({ key: variationKey(index), value })) }),
          ...(forExperimentIn === undefined
            ? {}
            : { environments: { [forExperimentIn]: { enabled: true, otherwise: { variation: now } } } }),
        },
      }),
    onMade,
  )
  const choose = (next: FlagType): void => {
    setType(next)
    setValues(firstValues[next])
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // The dialog may have been opened out of another form.
    event.stopPropagation()
    if (ready) create.mutate(undefined)
  }
  return (
    <Modal opened onClose={onClose} title="New flag" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          description="What it decides, for people"
          placeholder="One-page checkout"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          data-autofocus
        />
        <TextInput
          label="Key"
          description="What code asks for; it cannot be changed later"
          placeholder="checkout/one-page"
          value={key}
          onChange={(event) => setOwnKey(event.target.value)}
          error={problem}
          spellCheck={false}
          classNames={{ input: classes.mono ?? '' }}
        />
        <div className={classes.field}>
          <span id="new-flag-type">What it serves</span>
          <SegmentedControl
            aria-labelledby="new-flag-type"
            value={type}
            onChange={(value) => choose(flagTypes.find((one) => one === value) ?? 'boolean')}
            data={flagTypes.map((value) => ({ value, label: typeLabels[value] }))}
          />
        </div>
        {values.map((text, index) => (
          <Textarea
            key={variationKey(index)}
            label={variationLabel(index)}
            description={index === 0 ? valueHint(type) : undefined}
            value={text}
            onChange={(event) => setValues(values.with(index, event.target.value))}
            error={parsed[index]?.problem}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            classNames={{ input: classes.mono ?? '' }}
          />
        ))}
        {type === 'boolean' || values.length >= MOST_VALUES ? null : (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Icon name="plus" size={13} />}
              onClick={() => setValues([...values, values.at(-1) ?? ''])}
            >
              Add a value
            </Button>
          </div>
        )}
        <Checkbox
          label="Browsers may know which value a visitor gets"
          description="Switch it off for what only your servers decide. Rules never reach browsers."
          checked={isForBrowsers}
          onChange={(event) => setForBrowsers(event.target.checked)}
        />
        {forExperimentIn === undefined ? null : (
          <p className={classes.note}>Until the experiment starts, everybody gets “{now}”.</p>
        )}
        {create.error ? (
          <p role="alert" className={classes.problem}>
            {create.error.message}
          </p>
        ) : null}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            Make the flag
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
