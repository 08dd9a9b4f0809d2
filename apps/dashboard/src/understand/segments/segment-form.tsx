import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import type { SegmentRule } from '@throughline/contract/segment-rule'
import type { Segment } from '@throughline/contract/segments'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { draftOf, ruleOf, unfinished } from './rule-draft.ts'
import { RuleGroup } from './rule-group.tsx'
import { RulePreview } from './rule-preview.tsx'
import classes from './segments.module.css'

/** What a segment's form says. */
export interface SegmentValues {
  readonly name: string
  readonly description: string
  readonly kind: Segment['kind']
  readonly rule: SegmentRule | undefined
}

/** Name, description and rule of a segment, with the people it holds beside it. The kind is chosen once. */
export function SegmentForm(props: {
  segment?: Segment
  action: string
  pending: boolean
  problem: string | undefined
  /** What to say beside the button, such as "Saved." */
  note?: ReactNode
  onSave: (values: SegmentValues) => void
}) {
  const { segment } = props
  const [name, setName] = useState(segment?.name ?? '')
  const [description, setDescription] = useState(segment?.description ?? '')
  const [kind, setKind] = useState<Segment['kind']>(segment?.kind ?? 'rule')
  const [draft, setDraft] = useState(() => draftOf(segment?.rule ?? null))
  const rule = useMemo(() => ruleOf(draft), [draft])
  const missing = unfinished(draft)
  const ready = name.trim() !== '' && (kind === 'list' || missing === 0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready)
      props.onSave({ name: name.trim(), description, kind, rule: kind === 'rule' ? rule : undefined })
  }
  return (
    <div className={kind === 'rule' ? classes.cols : undefined}>
      <Card
        title="Definition"
        hint={
          kind === 'rule'
            ? 'People join and leave by themselves as the rule fits'
            : 'People are on it because somebody put them there'
        }
      >
        <form className={classes.form} onSubmit={submit}>
          {segment ? null : (
            <SegmentedControl
              aria-label="Kind of segment"
              value={kind}
              onChange={(value) => setKind(value === 'list' ? 'list' : 'rule')}
              data={[
                { value: 'rule', label: 'By a rule' },
                { value: 'list', label: 'A fixed list' },
              ]}
              style={{ justifySelf: 'start' }}
            />
          )}
          <div className={classes.pair}>
            <TextInput
              label="Name"
              placeholder={kind === 'rule' ? 'Returning customers' : 'Press list'}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={200}
              required
              withAsterisk={false}
            />
            <Textarea
              label="Description"
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              maxLength={4000}
              autosize
              minRows={1}
              maxRows={6}
            />
          </div>
          {kind === 'rule' ? (
            <RuleGroup group={draft} onChange={setDraft} depth={1} self={segment?.id} />
          ) : null}
          <div className={classes.actions}>
            <Button type="submit" loading={props.pending} disabled={!ready}>
              {props.action}
            </Button>
            <span className={classes.note} role="status">
              {ready ? props.note : missingText(name, kind === 'rule' ? missing : 0)}
            </span>
          </div>
          {props.problem === undefined ? null : <p role="alert">{props.problem}</p>}
        </form>
      </Card>
      {kind === 'rule' ? (
        <RulePreview rule={rule} unfinished={missing} {...(segment ? { id: segment.id } : {})} />
      ) : null}
    </div>
  )
}

function missingText(name: string, missing: number): string {
  if (missing > 0) return 'Finish or remove the conditions that are marked first.'
  return name.trim() === '' ? 'It needs a name.' : ''
}
