import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Environment } from '@throughline/contract/environments'
import { type Flag, type FlagTrial, tryFlag } from '@throughline/contract/flags'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { type FlagWords, valueText, wordsHere } from '../flag-words.ts'
import classes from '../flags.module.css'
import { draftOf, exampleContext, inputOf, problemsOf, type SettingsDraft } from '../rules/settings-draft.ts'
import { fromWallTime } from '../rules/wall-time.ts'
import { useFlagWords } from '../use-flags.ts'

/** What somebody would get, and why; with the rules as they stand in the editor, saved or not. */
export function TryCard(props: {
  flag: Flag
  environment: Environment
  /** What is in the editor where it differs from what is saved. */
  draft: SettingsDraft | undefined
}) {
  const { flag, environment, draft } = props
  const words = useFlagWords()
  const { timezone } = words
  const settings = flag.environments[environment.key]
  const [targetingKey, setTargetingKey] = useState('')
  const [context, setContext] = useState<string>()
  const [at, setAt] = useState('')
  const saved = settings ? draftOf(settings, flag.variations) : undefined
  const isDraftTried = draft !== undefined && problemsOf(draft).length === 0
  const tried = isDraftTried ? draft : saved
  const isOff = settings?.enabled === false
  const example = JSON.stringify(tried ? exampleContext(draft ?? tried) : {})
  const text = context ?? example
  const parsed = parseContext(text)
  const attempt = useMutation({
    mutationFn: () =>
      call(tryFlag, {
        params: { key: flag.key },
        body: {
          environment: environment.key,
          context: {
            ...parsed,
            ...(targetingKey.trim() === '' ? {} : { targetingKey: targetingKey.trim() }),
          },
          ...(at === '' ? {} : { at: fromWallTime(at, timezone) }),
          // Rules are looked at before they are saved, and before the flag is switched on.
          ...(tried && (isDraftTried || isOff) ? { settings: inputOf(tried, true) } : {}),
        },
      }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (parsed) attempt.mutate()
  }
  return (
    <Card title="Try it" hint={hintText(draft, isDraftTried, isOff)}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Targeting key"
          description="Whose shares are drawn, and whose traits and segments count"
          placeholder="visitor-1, or user_id:1042"
          value={targetingKey}
          onChange={(event) => setTargetingKey(event.target.value)}
          spellCheck={false}
        />
        <Textarea
          label="Attributes"
          description="As JSON"
          value={text}
          onChange={(event) => setContext(event.target.value)}
          error={parsed ? undefined : 'Write an object, such as { "country": "DE" }.'}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
          classNames={{ input: classes.mono ?? '' }}
        />
        <TextInput
          type="datetime-local"
          label="As if it were"
          description="Empty for now"
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <div className={classes.actions}>
          <Button type="submit" variant="default" disabled={!parsed} loading={attempt.isPending}>
            Try it
          </Button>
        </div>
      </form>
      <div role="status">{attempt.data ? <Trial trial={attempt.data} words={words} /> : null}</div>
      {attempt.error ? (
        <p role="alert" className={classes.problem}>
          {attempt.error.message}
        </p>
      ) : null}
    </Card>
  )
}

function hintText(draft: SettingsDraft | undefined, isDraftTried: boolean, isOff: boolean): string {
  const which = isDraftTried
    ? 'With your changes, before they are saved'
    : draft
      ? 'As it is saved: your changes are not finished'
      : 'Who would get what, and which rule holds'
  return `${which}${isOff ? ', as if it were on' : ''}. Nothing is counted.`
}

function Trial({ trial, words }: { trial: FlagTrial; words: FlagWords }) {
  const { value, variation, error, experiment, person, text } = trial
  return (
    <div className={classes.trial}>
      <p className={classes.served}>
        <Chip tone={error ? 'warn' : 'thread'}>{variation ?? 'the default in the code'}</Chip>
        {variation === null ? null : <code>{valueText(value, 120)}</code>}
      </p>
      <p>{wordsHere(text, words)}</p>
      {experiment === null ? null : (
        <p className={classes.note}>They take part in the experiment {experiment}.</p>
      )}
      {error ? <p className={classes.note}>{error.message}</p> : null}
      {person && Object.keys(person.traits).length > 0 ? (
        <p className={classes.note}>
          Known of the person:{' '}
          {Object.entries(person.traits)
            .map(([name, one]) => `${name} ${valueText(one, 40)}`)
            .join(', ')}
        </p>
      ) : null}
    </div>
  )
}

function parseContext(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
