import { Button, Select, Textarea, TextInput } from '@mantine/core'
import {
  type ExperimentMetric,
  type MetricDefinition,
  metricKinds,
} from '@throughline/contract/experiment-metrics'
import { type FormEvent, useState } from 'react'
import { MeasureFields } from './measure-fields.tsx'
import { definitionOf, finishedDefinition, missingOf } from './metric-draft.ts'
import { kindWords, metricText } from './metric-words.ts'
import classes from './metrics.module.css'
import { WindowFields } from './window-fields.tsx'

/** What a metric's form says. */
export interface MetricValues {
  readonly name: string
  readonly description: string
  readonly definition: MetricDefinition
}

/** What is measured, of whom, for how long and which way is good; its sentence is read back while one chooses. */
export function MetricForm(props: {
  metric?: ExperimentMetric | undefined
  action: string
  pending: boolean
  problem: string | undefined
  onSave: (values: MetricValues) => void
  onCancel: () => void
}) {
  const { metric } = props
  const [name, setName] = useState(metric?.name ?? '')
  const [description, setDescription] = useState(metric?.description ?? '')
  const [definition, setDefinition] = useState(metric?.definition ?? definitionOf('proportion'))
  const missing = name.trim() === '' ? 'It needs a name.' : missingOf(definition)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    if (!missing) props.onSave({ name: name.trim(), description, definition: finishedDefinition(definition) })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Select
        label="What is measured"
        description={kindWords[definition.kind].about}
        data={metricKinds.map((kind) => ({ value: kind, label: kindWords[kind].name }))}
        value={definition.kind}
        onChange={(value) => {
          const kind = metricKinds.find((one) => one === value)
          if (kind) setDefinition(definitionOf(kind, definition))
        }}
        allowDeselect={false}
      />
      <MeasureFields definition={definition} onChange={setDefinition} />
      <WindowFields definition={definition} onChange={setDefinition} />
      <Select
        label="Which way is good"
        data={[
          { value: 'up', label: 'More is better' },
          { value: 'down', label: 'Less is better' },
        ]}
        value={definition.better}
        onChange={(value) => setDefinition({ ...definition, better: value === 'down' ? 'down' : 'up' })}
        allowDeselect={false}
      />
      <p className={classes.sentence} aria-live="polite">
        {metricText(finishedDefinition(definition))}.
      </p>
      <TextInput
        label="Name"
        placeholder="Orders per person"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={200}
        required
        withAsterisk={false}
      />
      <Textarea
        label="What it is for"
        description="Optional: one line for whoever chooses it later."
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        maxLength={4000}
        autosize
        minRows={1}
        maxRows={5}
      />
      {props.problem === undefined ? null : (
        <p role="alert" className={classes.problem}>
          {props.problem}
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={props.pending} disabled={missing !== undefined}>
          {props.action}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          Cancel
        </Button>
        <span className={classes.note} role="status">
          {missing}
        </span>
      </div>
    </form>
  )
}
