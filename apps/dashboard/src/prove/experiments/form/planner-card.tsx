import { Button, NumberInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import { type ExperimentPlan, planExperiment } from '@throughline/contract/experiment-plan'
import type { Decision, ExperimentUnit } from '@throughline/contract/experiments'
import type { ReactNode } from 'react'
import { query } from '../../../api.ts'
import { formatDate } from '../../../format/date.ts'
import { formatCount, formatNumber, formatRoughShare } from '../../../format/number.ts'
import { useProject } from '../../../session.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { countUnits } from '../experiment-words.ts'
import { metricValue } from '../metric-value.ts'
import type { ExperimentDraft } from './experiment-draft.ts'
import classes from './form.module.css'
import { planRequestOf } from './plan-request.ts'
import { isTooLong, planWarning } from './plan-warning.ts'
import { PlannerCurve } from './planner-curve.tsx'

/** How long it takes for an effect, and what effect a number of days shows, from what the project has seen. */
export function PlannerCard(props: { draft: ExperimentDraft; onChange: (draft: ExperimentDraft) => void }) {
  const { draft, onChange } = props
  const seen = draft.seen ?? { event: '*' }
  const setSeen = (next: MetricEvent): void => onChange({ ...draft, seen: next })
  const decide = (part: Partial<Decision>): void =>
    onChange({ ...draft, decision: { ...draft.decision, ...part } })
  const [request] = useDebouncedValue(planRequestOf(draft), 300)
  const plan = useQuery({
    ...query(planExperiment, { body: request ?? { metric: '-' } }),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
  })
  return (
    <Card title="How long it will take" hint="From what this project has seen so far">
      <div className={classes.fields}>
        <PlanFields decision={draft.decision} onChange={decide} />
        {request === undefined ? (
          <p className={classes.hint}>Choose the metric that decides, and the answer stands here.</p>
        ) : null}
        {request && plan.isPending ? <RowsSkeleton rows={4} /> : null}
        {plan.isError ? (
          <ErrorState
            inset
            title="The plan could not be worked out"
            error={plan.error}
            onRetry={() => plan.refetch()}
          />
        ) : null}
        {request && plan.data ? (
          <Plan plan={plan.data} draft={draft} onPlan={(plannedDays) => decide({ plannedDays })} />
        ) : null}
        <details className={classes.details}>
          <summary>Where visitors will meet it</summary>
          <p className={classes.hint}>
            Only those who get that far take part. Name the event that stands for it, such as a view of the
            page, and the plan counts those alone.
          </p>
          <EventPicker
            label="Event"
            hideLabel
            withAny
            value={seen.event}
            onChange={(event) => setSeen({ ...seen, event: event ?? '*' })}
          />
          <FilterEditor
            label="Conditions of the event"
            filters={seen.where ?? []}
            onChange={(where) => setSeen({ ...seen, where })}
            event={seen.event}
          />
        </details>
      </div>
    </Card>
  )
}

function PlanFields(props: { decision: Decision; onChange: (part: Partial<Decision>) => void }) {
  const { decision, onChange } = props
  return (
    <div className={classes.pair}>
      <NumberInput
        label="Smallest change worth finding"
        value={decision.effect === null ? '' : Math.round(decision.effect * 10_000) / 100}
        min={0.1}
        max={1000}
        decimalScale={2}
        suffix={'\u202f%'}
        onChange={(value) => {
          const effect = Number(value) / 100
          onChange({ effect: value === '' || !(effect > 0) || effect > 10 ? null : effect })
        }}
      />
      <NumberInput
        label="Days planned"
        value={decision.plannedDays ?? ''}
        min={1}
        max={365}
        allowDecimal={false}
        onChange={(value) => {
          const days = Math.round(Number(value))
          onChange({ plannedDays: value === '' || days < 1 || days > 365 ? null : days })
        }}
      />
    </div>
  )
}

function Plan(props: { plan: ExperimentPlan; draft: ExperimentDraft; onPlan: (days: number) => void }) {
  const { plan, draft } = props
  const { forEffect, forDays, curve } = plan
  const points = curve.flatMap(({ days, effect }) => (effect === null ? [] : [{ days, effect }]))
  const needed = forEffect?.days ?? null
  const warning = planWarning(plan, draft.unit)
  return (
    <>
      <div className={isTooLong(plan) ? classes.warning : undefined} aria-live="polite">
        <p className={classes.answer}>{plan.sentence}</p>
        {warning === undefined ? null : <p>{warning}</p>}
      </div>
      {needed !== null && needed !== draft.decision.plannedDays ? (
        <div>
          <Button variant="default" onClick={() => props.onPlan(needed)}>
            Plan {formatCount(needed, 'day')}
          </Button>
        </div>
      ) : null}
      <div className={classes.plan}>
        <History plan={plan} unit={draft.unit} />
        {points.length > 1 ? (
          <PlannerCurve points={points} days={forDays?.days ?? draft.decision.plannedDays} />
        ) : null}
      </div>
      {plan.notes.length > 0 ? (
        <ul className={classes.notes}>
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function History({ plan, unit }: { plan: ExperimentPlan; unit: ExperimentUnit }) {
  const { history, forEffect } = plan
  const { currency } = useProject()
  const { baseline, past, variance } = history
  const write = (value: number): string => metricValue(value, history.format, currency)
  return (
    <dl className={classes.facts}>
      <Fact name="Value so far">{baseline === null ? 'not known' : write(baseline)}</Fact>
      {variance === null ? null : (
        <Fact name="It varies by">{write(Math.sqrt(variance))} (standard deviation)</Fact>
      )}
      <Fact name="Would take part">{countUnits(Math.round(history.unitsPerDay), unit)} a day</Fact>
      {forEffect === null ? null : (
        <Fact name="Needed">
          {countUnits(forEffect.units, unit)}, {formatNumber(forEffect.unitsPerArm)} in the smallest variation
        </Fact>
      )}
      {past === null || past <= 0 ? null : (
        <Fact name="Known before">
          {formatRoughShare(past)} of the variation is explained by the time before
        </Fact>
      )}
      <Fact name="Looked at">
        {countUnits(history.units, unit)}, {formatDate(history.from, history.timezone)} to{' '}
        {formatDate(history.to, history.timezone)} ({history.timezone})
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
