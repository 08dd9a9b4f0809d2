import { all, any, integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { FunnelPlan, Tokens } from './funnel-tokens.ts'
import { literal } from './literal.ts'

/** Names of arrays made step by step, with the attempts at their end: `chains`, in time order. */
export interface Attempts {
  /** `… AS name` pieces for a SELECT, each after those it stands on; the input is the array `tokens`. */
  readonly columns: readonly Sql[]
  /** Every attempt's score in time order: its depth, or where exclusions are, twice the depth plus 1 if none broke it. */
  readonly scores: Sql
}

/** One element of a chain's tuple: a step's time, or the next exclusion after a step. */
type Slot =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'exclusion'; readonly exclusion: number; readonly after: number }

/**
 * The attempts at steps that follow one another. A chain is built from the last step to the first, each in one pass over
 * the array: the chain of step k begins at the next event that is step k, and goes on with the chain of step k + 1 that
 * lies after that event. So an attempt takes the earliest event for each step, and costs the same however long the
 * history is; the window cuts a chain at the end.
 */
export function orderedAttempts(plan: FunnelPlan, tokens: Tokens): Attempts {
  const strict = plan.order === 'strict'
  const count = plan.steps.length
  const columns: Sql[] = plan.exclusions.map((_, index) => {
    const times = sql`arrayMap(token -> if(${tokens.isExclusion(sql`token`, index)}, ${tokens.time(sql`token`)}, toUInt64(0)), tokens)`
    const next = strict
      ? shifted(times, sql`toUInt64(0)`)
      : sql`arrayReverseFill(time -> time != 0, ${times})`
    return sql`${next} AS exclusion_${literal(index)}`
  })

  for (let step = count; step >= 1; step--) {
    const rest = slotsFrom(plan, step + 1)
    const own = slotsFrom(plan, step).slice(0, -rest.length || undefined)
    const exclusions = own.flatMap((slot) => (slot.kind === 'exclusion' ? [slot.exclusion] : []))
    const inputs = [
      { name: sql`token`, array: sql`tokens` },
      ...exclusions.map((exclusion) => ({
        name: sql`excluded_${literal(exclusion)}`,
        array: sql`exclusion_${literal(exclusion)}`,
      })),
      ...(rest.length > 0
        ? [
            {
              name: sql`rest`,
              array: tokens.overlapping
                ? shifted(sql`chain_${literal(step + 1)}`, zeros(rest.length))
                : sql`chain_${literal(step + 1)}`,
            },
          ]
        : []),
    ]
    const chain = sql`tuple(${join(
      [
        tokens.time(sql`token`),
        ...exclusions.map((exclusion) => sql`excluded_${literal(exclusion)}`),
        ...rest.map((_, index) => sql`rest.${literal(index + 1)}`),
      ],
      sql`, `,
    )})`
    const isStep = tokens.isStep(sql`token`, step)
    const names = list(inputs.map(({ name }) => name))
    if (step === 1) {
      const starting = inputs.map(({ name, array }) =>
        name === inputs[0]?.name
          ? sql`arrayFilter(token -> ${isStep}, tokens)`
          : sql`arrayFilter((kept, token) -> ${isStep}, ${array}, tokens)`,
      )
      columns.push(sql`arrayMap((${names}) -> ${chain}, ${list(starting)}) AS chains`)
      continue
    }
    const here = sql`arrayMap((${names}) -> if(${isStep}, ${chain}, ${zeros(own.length + rest.length)}), ${list(inputs.map(({ array }) => array))})`
    columns.push(
      strict
        ? sql`${here} AS chain_${literal(step)}`
        : sql`arrayReverseFill(chain -> chain.1 != 0, ${here}) AS chain_${literal(step)}`,
    )
  }

  return {
    columns,
    scores: sql`arrayMap(chain -> ${score(plan)}, chains)`,
  }
}

/** When an attempt came to step `number` (from 1). */
export const orderedStepTime = (plan: FunnelPlan, attempt: Sql, number: number): Sql =>
  sql`${attempt}.${literal(slotOf(plan, number))}`

const list = (pieces: readonly Sql[]): Sql => join(pieces, sql`, `)
const shifted = (array: Sql, none: Sql): Sql => sql`arrayPushBack(arrayPopFront(${array}), ${none})`
const zeros = (length: number): Sql => sql`tuple(${list(Array.from({ length }, () => sql`toUInt64(0)`))})`

/** What the chain that begins at a step carries. */
function slotsFrom(plan: FunnelPlan, from: number): Slot[] {
  return plan.steps.flatMap((_, index): Slot[] => {
    const step = index + 1
    if (step < from) return []
    return [
      { kind: 'step', step },
      ...plan.exclusions.flatMap(({ afterStep, beforeStep }, exclusion): Slot[] => {
        // Strict steps follow at once, so an exclusion can only be the very next event after the last one reached.
        const watched = plan.order === 'strict' ? step >= afterStep && step < beforeStep : step === afterStep
        return watched ? [{ kind: 'exclusion', exclusion, after: step }] : []
      }),
    ]
  })
}

/** Where in the tuple of a whole chain (from 1) a step's time stands. */
const slotOf = (plan: FunnelPlan, number: number): number =>
  slotsFrom(plan, 1).findIndex((slot) => slot.kind === 'step' && slot.step === number) + 1

function score(plan: FunnelPlan): Sql {
  const end = sql`chain.1 + ${integer(plan.windowMs)}`
  const time = (step: number) => sql`chain.${literal(slotOf(plan, step))}`
  const reached = (step: number) =>
    step === 1 ? sql`1` : sql`(${time(step)} != 0 AND ${time(step)} <= ${end})`
  const steps = plan.steps.map((_, index) => index + 1)
  const depth = join(steps.map(reached), sql` + `)
  if (plan.exclusions.length === 0) return depth

  const broken = slotsFrom(plan, 1).flatMap((slot, index) => {
    if (slot.kind === 'step') return []
    const excluded = sql`chain.${literal(index + 1)}`
    const { afterStep, beforeStep } = plan.exclusions[slot.exclusion] as FunnelPlan['exclusions'][number]
    const open =
      plan.order === 'strict'
        ? all([reached(slot.after), sql`NOT ${reached(slot.after + 1)}`, sql`${excluded} <= ${end}`])
        : all([
            reached(afterStep),
            sql`${excluded} < if(${reached(beforeStep)}, ${time(beforeStep)}, ${end} + 1)`,
          ])
    return [{ excluded, condition: all([sql`${excluded} != 0`, open]) }]
  })
  if (plan.order === 'strict')
    return sql`2 * (${depth}) + if(${any(broken.map(({ condition }) => condition))}, 0, 1)`
  // A broken attempt counts as far as the step it crossed the exclusion to.
  const first = sql`arrayMin([${list([
    ...broken.map(({ excluded, condition }) => sql`if(${condition}, toFloat64(${excluded}), inf)`),
    sql`inf`,
  ])}])`
  const before = join(
    steps.map((step) => sql`(${reached(step)} AND ${time(step)} <= ${first})`),
    sql` + `,
  )
  return sql`if(isInfinite(${first}), 2 * (${depth}) + 1, 2 * least(${depth}, ${before} + 1))`
}
