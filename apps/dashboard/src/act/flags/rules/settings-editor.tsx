import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Environment } from '@throughline/contract/environments'
import type { FlagSettings } from '@throughline/contract/flag-rules'
import { type Flag, getFlag, listFlagHistory, putFlagSettings } from '@throughline/contract/flags'
import { useState } from 'react'
import { call, query } from '../../../api.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { formatAgo } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { AskDialog } from '../flag/ask-dialog.tsx'
import { settingsDifference, wordsHere } from '../flag-words.ts'
import flags from '../flags.module.css'
import { useFlagAct, useFlagWords } from '../use-flags.ts'
import { PrerequisiteRows } from './prerequisite-rows.tsx'
import { RuleEditor } from './rule-editor.tsx'
import classes from './rules.module.css'
import { ServeEditor } from './serve-editor.tsx'
import { draftOf, inputOf, newRule, problemsOf, type SettingsDraft, settingsOf } from './settings-draft.ts'

interface EditorProps {
  readonly flag: Flag
  readonly environment: Environment
  readonly settings: FlagSettings
  /** Hears what is in the editor; undefined where it is what is saved. */
  readonly onDraft: (draft: SettingsDraft | undefined) => void
}

/** Who gets what in one environment: edited in peace, and saved as a whole. */
export function SettingsEditor({ flag, environment, settings, onDraft }: EditorProps) {
  const words = useFlagWords()
  const [base, setBase] = useState({ version: flag.version, settings })
  const [draft, setDraft] = useState(() => draftOf(settings, flag.variations))
  const [asking, ask] = useState(false)
  const before = base.settings
  const after = settingsOf(draft, before.enabled, before)
  const changes = settingsDifference(before, after, words)
  const problems = problemsOf(draft)
  // Somebody else's change of what is edited here; one of other parts is none of ours.
  const isOutdated = rulesText(settings) !== rulesText(before)
  const isTouched = rulesText(after) !== rulesText(before)

  const take = (next: Flag): void => {
    const saved = next.environments[environment.key]
    if (!saved) return
    setBase({ version: next.version, settings: saved })
    setDraft(draftOf(saved, next.variations))
    onDraft(undefined)
  }
  // Nothing is lost by showing what is saved now.
  if (isOutdated && !isTouched) take(flag)
  const change = (next: SettingsDraft): void => {
    setDraft(next)
    onDraft(rulesText(settingsOf(next, before.enabled, before)) === rulesText(before) ? undefined : next)
  }
  const save = useFlagAct((version: number) =>
    call(putFlagSettings, {
      params: { key: flag.key, environment: environment.key },
      body: { version, ...inputOf(draft, settings.enabled) },
    }).then((saved) => {
      ask(false)
      take(saved)
      return saved
    }),
  )
  const version = isOutdated ? base.version : flag.version
  const isConflict = isConflictOf(save.error)
  const rulesAt = (at: number, rule: SettingsDraft['rules'][number]): void =>
    change({ ...draft, rules: draft.rules.with(at, rule) })
  const move = (at: number, to: number): void => {
    const rule = draft.rules[at]
    if (rule) change({ ...draft, rules: draft.rules.toSpliced(at, 1).toSpliced(to, 0, rule) })
  }
  const choices = flag.variations.map(({ key, name }) => ({
    value: key,
    label: name ? `${key} (${name})` : key,
  }))
  const submit = (): void => {
    if (environment.isDefault) ask(true)
    else save.mutate(version)
  }
  return (
    <Card
      title={`Who gets what in ${environment.name}`}
      hint="Rules are asked from the top; the first that holds serves. Then everybody else."
    >
      <PrerequisiteRows
        flag={flag.key}
        prerequisites={draft.prerequisites}
        onChange={(prerequisites) => change({ ...draft, prerequisites })}
      />
      <ol className={classes.rules}>
        {draft.rules.map((rule, at) => (
          <RuleEditor
            key={rule.key}
            number={at + 1}
            rule={rule}
            variations={choices}
            onChange={(next) => rulesAt(at, next)}
            onRemove={() => change({ ...draft, rules: draft.rules.toSpliced(at, 1) })}
            onUp={at === 0 ? undefined : () => move(at, at - 1)}
            onDown={at === draft.rules.length - 1 ? undefined : () => move(at, at + 1)}
          />
        ))}
      </ol>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="plus" size={13} />}
        onClick={() => change({ ...draft, rules: [...draft.rules, newRule(flag.variations)] })}
      >
        Add a rule
      </Button>
      <fieldset className={classes.otherwise}>
        <legend>Everybody else</legend>
        <ServeEditor
          serve={draft.otherwise}
          variations={choices}
          isLast
          onChange={(otherwise) => change({ ...draft, otherwise })}
        />
      </fieldset>
      <div className={classes.off}>
        <label htmlFor="flag-off">While it is off, everybody gets</label>
        <Select
          id="flag-off"
          size="xs"
          data={[{ value: '', label: 'the default in the code' }, ...choices]}
          value={draft.off ?? ''}
          onChange={(value) => change({ ...draft, off: value === '' ? null : value })}
          allowDeselect={false}
        />
      </div>
      {isOutdated || isConflict ? (
        <Conflict flagKey={flag.key} since={base.version} onTake={take} onForce={(now) => save.mutate(now)} />
      ) : null}
      {problems.length > 0 ? (
        <ul className={classes.problems} role="status">
          {[...new Set(problems)].map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
      {save.error && !isConflict && !asking ? (
        <p role="alert" className={flags.problem}>
          {save.error.message}
        </p>
      ) : null}
      {isTouched ? (
        <div className={classes.bar}>
          <Button disabled={problems.length > 0 || isOutdated} loading={save.isPending} onClick={submit}>
            Save for {environment.name}
          </Button>
          <Button variant="default" onClick={() => take(flag)}>
            Discard
          </Button>
          <span className={flags.note} role="status">
            {changes.length === 1 ? 'One change' : `${changes.length} changes`}, not saved
          </span>
        </div>
      ) : (
        <p className={flags.note} role="status">
          {save.isSuccess ? 'Saved. Clients hear of it within seconds.' : ''}
        </p>
      )}
      <AskDialog
        opened={asking}
        title={`Save for ${environment.name}?`}
        action={`Save for ${environment.name}`}
        pending={save.isPending}
        problem={save.error?.message}
        onClose={() => ask(false)}
        // Whoever else has changed it is told of on the page.
        onConfirm={() => save.mutate(version, { onError: (error) => ask(!isConflictOf(error)) })}
      >
        <ul className={classes.changes}>
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className={flags.note}>
          {settings.enabled
            ? 'Visitors get it within seconds. The history can take it back.'
            : `The flag is off in ${environment.name}: nobody gets it before it is switched on.`}
        </p>
      </AskDialog>
    </Card>
  )
}

/** Tells who changed the flag in the meantime, and lets the two be weighed against each other. */
function Conflict(props: {
  flagKey: string
  since: number
  onTake: (flag: Flag) => void
  onForce: (version: number) => void
}) {
  const params = { key: props.flagKey }
  const words = useFlagWords()
  const now = useQuery({ ...query(getFlag, { params }), staleTime: 0 })
  const history = useQuery({ ...query(listFlagHistory, { params, query: { limit: 20 } }), staleTime: 0 })
  const theirs = history.data?.changes.filter(({ version }) => version > props.since) ?? []
  const flag = now.data
  return (
    <section className={classes.conflict} role="alert">
      <h3>Somebody else changed this flag while you were editing</h3>
      <ul>
        {theirs.map(({ id, by, at, what }) => (
          <li key={id}>
            {by ?? 'An API token'}, {formatAgo(at, Date.now())}: {wordsHere(what.join('; '), words)}
          </li>
        ))}
      </ul>
      <p>Your changes are still here and not saved.</p>
      {flag ? (
        <div className={flags.actions}>
          <Button variant="default" size="compact-sm" onClick={() => props.onTake(flag)}>
            Take theirs, drop mine
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => props.onForce(flag.version)}>
            Save mine over theirs
          </Button>
        </div>
      ) : null}
    </section>
  )
}

const isConflictOf = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'conflict'

/** All but the switch, to compare. */
const rulesText = ({ off, prerequisites, rules, otherwise }: FlagSettings): string =>
  JSON.stringify([
    off,
    prerequisites.map(({ flag, variations }) => [flag, variations]),
    rules.map(({ id, name, conditions, from, to, serve }) => [
      id,
      name,
      conditions.map(({ attribute, operator, value }) => [attribute, operator, value]),
      from,
      to,
      serveParts(serve),
    ]),
    serveParts(otherwise),
  ])

const serveParts = (serve: FlagSettings['otherwise']): unknown => {
  if ('variation' in serve) return serve.variation
  if ('experiment' in serve) return serve.experiment.id
  if ('split' in serve)
    return [
      serve.split.filter(({ weight }) => weight > 0).map(({ variation, weight }) => [variation, weight]),
      serve.unit,
      serve.salt,
    ]
  const { variation, rest, points, gradual } = serve.ramp
  return [variation, rest, points.map(({ at, percent }) => [at, percent]), gradual, serve.unit, serve.salt]
}
