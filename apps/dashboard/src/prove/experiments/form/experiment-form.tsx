import { Button, Textarea, TextInput } from '@mantine/core'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { BanditPart } from './bandit-part.tsx'
import { draftOf, draftProblem, type ExperimentDraft } from './experiment-draft.ts'
import { FlagPart } from './flag-part.tsx'
import classes from './form.module.css'
import { MethodPart } from './method-part.tsx'
import { MetricsPart } from './metrics-part.tsx'
import { PlannerCard } from './planner-card.tsx'
import { WhoPart } from './who-part.tsx'

/**
 * All that is said of an experiment, with the planner beside it. Of one that was started, what would change its meaning
 * is no longer asked.
 */
export function ExperimentForm(props: {
  experiment?: ExperimentDetail
  action: string
  pending: boolean
  problem: string | undefined
  onSave: (draft: ExperimentDraft) => void
  /** Of a draft that is saved: what is missing and the way to start it. */
  start?: (unsaved: ExperimentDraft | undefined) => ReactNode
}) {
  const { experiment } = props
  const [draft, setDraft] = useState(() => draftOf(experiment))
  const [saved, setSaved] = useState(draft)
  const started = experiment !== undefined && experiment.state !== 'draft'
  const missing = draftProblem(draft)
  const dirty = draft !== saved
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (missing) return
    setSaved(draft)
    props.onSave(draft)
  }
  return (
    <form className={started ? classes.fields : classes.cols} onSubmit={submit}>
      <div>
        <WordsCard draft={draft} onChange={setDraft} />
        {started ? null : (
          <>
            <Card title="What changes" hint="A flag in your code, and which of its variations are compared">
              <div className={classes.fields}>
                <FlagPart draft={draft} onChange={setDraft} />
                <BanditPart draft={draft} onChange={setDraft} />
              </div>
            </Card>
            <Card title="Who takes part">
              <div className={classes.fields}>
                <WhoPart draft={draft} onChange={setDraft} />
              </div>
            </Card>
          </>
        )}
        <Card title={started ? 'What is watched' : 'What decides it'}>
          <div className={classes.fields}>
            <MetricsPart
              metrics={draft.metrics}
              withPrimary={!started}
              onChange={(metrics) => setDraft({ ...draft, metrics })}
            />
          </div>
        </Card>
        {started ? null : (
          <>
            <Card title="When you may look">
              <div className={classes.fields}>
                <MethodPart
                  decision={draft.decision}
                  onChange={(decision) => setDraft({ ...draft, decision })}
                />
              </div>
            </Card>
            <PlannerCard draft={draft} onChange={setDraft} />
          </>
        )}
      </div>
      <div className={started ? undefined : classes.side}>
        <Card {...cardWords(started, experiment !== undefined)}>
          {props.start?.(dirty ? draft : undefined)}
          <div className={classes.actions}>
            <Button
              type="submit"
              variant={props.start ? 'default' : 'filled'}
              loading={props.pending}
              disabled={missing !== undefined}
            >
              {props.action}
            </Button>
            <span role="status" className={classes.saved}>
              {missing ?? noteOf(dirty, experiment !== undefined && !props.pending && !props.problem)}
            </span>
          </div>
          {props.problem === undefined ? null : (
            <p role="alert" className={classes.problem}>
              {props.problem}
            </p>
          )}
        </Card>
      </div>
    </form>
  )
}

function cardWords(started: boolean, kept: boolean): { title?: string; hint?: string } {
  if (started) return {}
  return kept
    ? { title: 'Before it starts' }
    : { title: 'Your draft', hint: 'Once it is saved, what is still missing stands here.' }
}

const noteOf = (dirty: boolean, kept: boolean): string => (dirty ? 'Not saved yet' : kept ? 'Saved' : '')

function WordsCard(props: { draft: ExperimentDraft; onChange: (draft: ExperimentDraft) => void }) {
  const { draft, onChange } = props
  return (
    <Card title="What you try, and why">
      <div className={classes.fields}>
        <TextInput
          label="Name"
          placeholder="A shorter shipping form"
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <Textarea
          label="Hypothesis"
          description="What you believe, and why. It is read again when the answer is there."
          placeholder="Fewer fields bring more people to payment, because typing on a phone is slow."
          value={draft.hypothesis}
          onChange={(event) => onChange({ ...draft, hypothesis: event.target.value })}
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={8}
        />
      </div>
    </Card>
  )
}
