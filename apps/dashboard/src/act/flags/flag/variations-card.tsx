import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core'
import { changeFlag, type Flag } from '@throughline/contract/flags'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from '../flags.module.css'
import { useFlagAct } from '../use-flags.ts'
import { parseValue, valueFieldText, valueHint } from './flag-value.ts'

interface VariationDraft {
  /** Of the row, whatever is typed. */
  readonly id: string
  readonly key: string
  readonly name: string
  readonly text: string
}

const draftsOf = ({ variations, type }: Flag): VariationDraft[] =>
  variations.map(({ key, name = '', value }) => ({
    id: key,
    key,
    name,
    text: valueFieldText(value, type),
  }))

/** The values that the flag can serve, the same in all environments. */
export function VariationsCard({ flag }: { flag: Flag }) {
  const [drafts, setDrafts] = useState(() => draftsOf(flag))
  const save = useFlagAct(
    () =>
      call(changeFlag, {
        params: { key: flag.key },
        body: {
          version: flag.version,
          variations: drafts.map(({ key, name, text }) => ({
            key: key.trim(),
            value: parseValue(text, flag.type).value,
            ...(name.trim() === '' ? {} : { name: name.trim() }),
          })),
        },
      }),
    (saved) => setDrafts(draftsOf(saved)),
  )
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(draftsOf(flag))
  const problems = drafts.map(({ key, text }, index) => ({
    key:
      key.trim() === ''
        ? 'It needs a key.'
        : drafts.some((other, at) => at < index && other.key.trim() === key.trim())
          ? 'Another variation has this key.'
          : undefined,
    text: parseValue(text, flag.type).problem,
  }))
  const ready = problems.every(({ key, text }) => key === undefined && text === undefined)
  const change = (at: number, next: Partial<VariationDraft>): void =>
    setDrafts((old) => old.map((draft, index) => (index === at ? { ...draft, ...next } : draft)))
  return (
    <Card title="Variations" hint={`What it can serve, in all environments. ${valueHint(flag.type)}.`}>
      <div className={classes.variations}>
        {drafts.map(({ id, key, name, text }, index) => (
          <fieldset key={id} className={classes.variation}>
            <legend className="visually-hidden">Variation {key || index + 1}</legend>
            <TextInput
              aria-label="Key of the variation"
              placeholder="Key"
              value={key}
              onChange={(event) => change(index, { key: event.target.value })}
              error={problems[index]?.key}
              maxLength={100}
              size="xs"
            />
            <Textarea
              aria-label={`Value of ${key}`}
              placeholder="Value"
              value={text}
              onChange={(event) => change(index, { text: event.target.value })}
              error={problems[index]?.text}
              autosize
              minRows={1}
              maxRows={12}
              spellCheck={false}
              classNames={{ input: classes.mono ?? '' }}
              size="xs"
            />
            <TextInput
              aria-label={`Name of ${key}`}
              placeholder="Name, for people"
              value={name}
              onChange={(event) => change(index, { name: event.target.value })}
              maxLength={200}
              size="xs"
            />
            <ActionIcon
              aria-label={`Remove the variation ${key}`}
              disabled={drafts.length === 1}
              onClick={() => setDrafts(drafts.toSpliced(index, 1))}
            >
              <Icon name="close" size={14} />
            </ActionIcon>
          </fieldset>
        ))}
      </div>
      <div className={classes.actions}>
        {flag.type === 'boolean' && drafts.length > 1 ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="plus" size={13} />}
            onClick={() =>
              setDrafts([
                ...drafts,
                {
                  id: crypto.randomUUID(),
                  key: `variation-${drafts.length + 1}`,
                  name: '',
                  text: drafts.at(-1)?.text ?? '',
                },
              ])
            }
          >
            Add a variation
          </Button>
        )}
        {isChanged ? (
          <>
            <Button
              size="compact-sm"
              disabled={!ready}
              loading={save.isPending}
              onClick={() => save.mutate(undefined)}
            >
              Save the variations
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setDrafts(draftsOf(flag))}>
              Discard
            </Button>
          </>
        ) : null}
      </div>
      {save.error ? (
        <p role="alert" className={classes.problem}>
          {save.error.message}
        </p>
      ) : null}
    </Card>
  )
}
