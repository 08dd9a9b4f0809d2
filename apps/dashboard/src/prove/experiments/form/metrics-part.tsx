import { ActionIcon, Button, Select } from '@mantine/core'
import type { ExperimentMetric } from '@throughline/contract/experiment-metrics'
import type { ExperimentMetrics } from '@throughline/contract/experiments'
import { useState } from 'react'
import { Icon } from '../../../ui/icon.tsx'
import { MetricDialog } from '../metrics/metric-dialog.tsx'
import { metricText } from '../metrics/metric-words.ts'
import { useMetrics } from '../metrics/use-metrics.ts'
import classes from './form.module.css'

type Role = 'primary' | 'guardrails' | 'secondaries'

/** What decides, what must not be hurt, and what is watched besides. */
export function MetricsPart(props: {
  metrics: ExperimentMetrics
  /** Of an experiment that was started, what decides stays. */
  withPrimary: boolean
  onChange: (metrics: ExperimentMetrics) => void
}) {
  const { metrics, onChange } = props
  const list = useMetrics()
  const all = list.data?.metrics ?? []
  const [making, setMaking] = useState<Role>()
  const add = (role: Role, id: string): void => onChange(withMetric(metrics, role, id))
  const remove = (role: 'guardrails' | 'secondaries', id: string): void =>
    onChange({ ...metrics, [role]: metrics[role].filter((one) => one !== id) })
  const shared = { all, metrics, onAdd: add, onMake: setMaking, onRemove: remove }
  return (
    <>
      {list.error ? <p role="alert">{list.error.message}</p> : null}
      {props.withPrimary ? (
        <div>
          <Select
            label="The metric that decides"
            description="One, chosen before it starts. A change that helps shows here first."
            placeholder="Choose a metric"
            data={choicesOf(all, [...metrics.guardrails, ...metrics.secondaries])}
            value={metrics.primary}
            onChange={(primary) => onChange({ ...metrics, primary })}
            searchable
          />
          <MetricAbout metric={all.find(({ id }) => id === metrics.primary)} />
          <MakeButton onClick={() => setMaking('primary')} />
        </div>
      ) : null}
      <RoleList
        {...shared}
        part="guardrails"
        label="Guardrails"
        about="Must not be hurt. One that is hurt wins over any gain."
        placeholder="Add a guardrail"
      />
      <RoleList
        {...shared}
        part="secondaries"
        label="Also watched"
        about="Help to understand. They are corrected for being many, and decide nothing."
        placeholder="Add a metric"
      />
      {making ? (
        <MetricDialog opened onSaved={({ id }) => add(making, id)} onClose={() => setMaking(undefined)} />
      ) : null}
    </>
  )
}

function RoleList(props: {
  part: 'guardrails' | 'secondaries'
  label: string
  about: string
  placeholder: string
  all: readonly ExperimentMetric[]
  metrics: ExperimentMetrics
  onAdd: (role: Role, id: string) => void
  onRemove: (role: 'guardrails' | 'secondaries', id: string) => void
  onMake: (role: Role) => void
}) {
  const { part, label, all, metrics } = props
  const used = [metrics.primary ?? '', ...metrics.guardrails, ...metrics.secondaries]
  return (
    <section>
      <h3 className={classes.label}>{label}</h3>
      <p className={classes.hint}>{props.about}</p>
      {metrics[part].length > 0 ? (
        <ul className={classes.metrics}>
          {metrics[part].map((id) => {
            const metric = all.find((one) => one.id === id)
            return (
              <li key={id}>
                <div>
                  <b>{metric?.name ?? id}</b>
                  <MetricAbout metric={metric} />
                </div>
                <ActionIcon
                  aria-label={`Remove ${metric?.name ?? id}`}
                  onClick={() => props.onRemove(part, id)}
                >
                  <Icon name="close" size={14} />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
      ) : null}
      <div className={classes.adder}>
        <Select
          key={metrics[part].length}
          size="xs"
          aria-label={props.placeholder}
          placeholder={props.placeholder}
          data={choicesOf(all, used)}
          value={null}
          onChange={(id) => id !== null && props.onAdd(part, id)}
          searchable
        />
        <MakeButton onClick={() => props.onMake(part)} />
      </div>
    </section>
  )
}

function MakeButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<Icon name="plus" size={13} />} onClick={onClick}>
      Make a metric
    </Button>
  )
}

function MetricAbout({ metric }: { metric: ExperimentMetric | undefined }) {
  if (!metric) return null
  const { definition } = metric
  return (
    <p className={classes.hint}>
      {metricText(definition)}; {definition.better === 'up' ? 'more' : 'less'} is better.
    </p>
  )
}

function choicesOf(all: readonly ExperimentMetric[], without: readonly string[]) {
  return all.filter(({ id }) => !without.includes(id)).map(({ id, name }) => ({ value: id, label: name }))
}

function withMetric(metrics: ExperimentMetrics, role: Role, id: string): ExperimentMetrics {
  if (role === 'primary') return { ...metrics, primary: id }
  return { ...metrics, [role]: [...metrics[role], id] }
}
