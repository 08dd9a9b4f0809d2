import { literal } from '../../../../platform/analytics/literal.ts'
import { all, any, integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { FunnelPlan, Tokens } from './funnel-tokens.ts'

/** Names of arrays made step by step, with the attempts at their end: `chains`, in time order. */
export interface Attempts {
  /** `… AS name` pieces for a SELECT, each after those it stands on; the input is the array `tokens`. */
  readonly columns: readonly Sql[]
  /** Every attempt's score in time order: its depth, or where exclusions are, twice the depth plus 1 if none broke it. */
  readonly scores: Sql
}

/** One element of a chain's tuple: a step's time, or what is known of exclusions after a step (an array by its number). */
type Slot =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'exclusion'; readonly array: number; readonly after: number }

/**
 * The attempts at steps that follow one another. A chain is built from the last step to the first, each in one pass over
 * the array: the chain of step k begins at the next event that is step k, and goes on with the chain of step k + 1 that
 * lies after that event. So an attempt takes the earliest event for each step, and costs the same however long the
 * history is; the window cuts a chain at the end.
 */
export function orderedAttempts(plan: FunnelPlan, tokens: Tokens): Attempts {
  const strict = plan.order === 'strict'
  const count = plan.steps.length
  const columns: Sql[] = exclusionArrays(plan, tokens).map(
    (array, index) => sql`${array} AS exclusion_${literal(index)}`,
  )

  for (let step = count; step >= 1; step--) {
    const rest = slotsFrom(plan, step + 1)
    const own = slotsFrom(plan, step).slice(0, -rest.length || undefined)
    const exclusions = own.flatMap((slot) => (slot.kind === 'exclusion' ? [slot.array] : []))
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

  return { columns, scores: scores(plan) }
}

/** When an attempt came to step `number` (from 1). */
export const orderedStepTime = (plan: FunnelPlan, attempt: Sql, number: number): Sql =>
  sql`${attempt}.${literal(slotOf(plan, number))}`

const list = (pieces: readonly Sql[]): Sql => join(pieces, sql`, `)
const shifted = (array: Sql, none: Sql): Sql => sql`arrayPushBack(arrayPopFront(${array}), ${none})`
const zeros = (length: number): Sql => sql`tuple(${list(Array.from({ length }, () => sql`toUInt64(0)`))})`

/**
 * What each event of the array knows of exclusions. Of those between steps: the time of the next of each. Strict steps
 * follow at once, so there it is only of the very next event: which exclusions it is, and its time.
 */
function exclusionArrays({ exclusions, order }: FunnelPlan, tokens: Tokens): Sql[] {
  const none = sql`toUInt64(0)`
  if (exclusions.length === 0) return []
  if (order === 'strict')
    return [
      shifted(sql`arrayMap(token -> toUInt64(${tokens.exclusionBits(sql`token`)}), tokens)`, none),
      shifted(sql`arrayMap(token -> ${tokens.time(sql`token`)}, tokens)`, none),
    ]
  return exclusions.map((_, index) => {
    const here = tokens.isExclusion(sql`token`, index)
    return sql`arrayReverseFill(time -> time != 0, arrayMap(token -> if(${here}, ${tokens.time(sql`token`)}, ${none}), tokens))`
  })
}

/** What the chain that begins at a step carries. */
function slotsFrom(plan: FunnelPlan, from: number): Slot[] {
  return plan.steps.flatMap((_, index): Slot[] => {
    const step = index + 1
    if (step < from) return []
    return [
      { kind: 'step', step },
      ...exclusionsAfter(plan, step).map((array): Slot => ({ kind: 'exclusion', array, after: step })),
    ]
  })
}

const exclusionsAfter = (plan: FunnelPlan, step: number): number[] => {
  if (plan.order === 'strict') return watchedAfter(plan, step) === 0 ? [] : [0, 1]
  return plan.exclusions.flatMap(({ afterStep }, index) => (afterStep === step ? [index] : []))
}

/** A bit for each exclusion that breaks an attempt which has come to a step and no further. */
const watchedAfter = ({ exclusions }: FunnelPlan, step: number): number =>
  exclusions.reduce(
    (bits, { afterStep, beforeStep }, index) =>
      step >= afterStep && step < beforeStep ? bits + 2 ** index : bits,
    0,
  )

/** Where in the tuple of a whole chain (from 1) a step's time stands. */
const slotOf = (plan: FunnelPlan, number: number): number =>
  slotsFrom(plan, 1).findIndex((slot) => slot.kind === 'step' && slot.step === number) + 1

/** Each attempt's depth, or with exclusions twice the depth, plus 1 where none broke it. */
function scores(plan: FunnelPlan): Sql {
  const end = sql`chain.1 + ${integer(plan.windowMs)}`
  const time = (step: number) => sql`chain.${literal(slotOf(plan, step))}`
  const reached = (step: number) =>
    step === 1 ? sql`1` : sql`(${time(step)} != 0 AND ${time(step)} <= ${end})`
  const steps = plan.steps.map((_, index) => index + 1)
  const depth = join(steps.map(reached), sql` + `)
  if (plan.exclusions.length === 0) return sql`arrayMap(chain -> ${depth}, chains)`

  if (plan.order === 'strict') {
    const broken = steps.flatMap((step) => {
      const [bits, at] = exclusionSlots(plan, step)
      if (!bits || !at) return []
      return [
        all([
          reached(step),
          sql`NOT ${reached(step + 1)}`,
          sql`bitAnd(chain.${bits}, ${literal(watchedAfter(plan, step))}) != 0`,
          sql`chain.${at} <= ${end}`,
        ]),
      ]
    })
    return sql`arrayMap(chain -> 2 * (${depth}) + if(${any(broken)}, 0, 1), chains)`
  }

  const first = steps.flatMap((step) =>
    exclusionsAfter(plan, step).map((index, nth) => {
      const { beforeStep } = plan.exclusions[index] as FunnelPlan['exclusions'][number]
      const excluded = sql`chain.${exclusionSlots(plan, step)[nth] as Sql}`
      const closed = sql`if(${reached(beforeStep)}, ${time(beforeStep)}, ${end} + 1)`
      return sql`if(${excluded} != 0 AND ${reached(step)} AND ${excluded} < ${closed}, toFloat64(${excluded}), inf)`
    }),
  )
  const before = join(
    steps.map((step) => sql`(${reached(step)} AND ${time(step)} <= crossed)`),
    sql` + `,
  )
  // A broken attempt counts as far as the step it crossed the exclusion to.
  return sql`arrayMap((chain, crossed) -> if(isInfinite(crossed), 2 * (${depth}) + 1, 2 * least(${depth}, ${before} + 1)),
      chains, arrayMap(chain -> arrayMin([${list([...first, sql`inf`])}]), chains))`
}

/** Where in the tuple of a whole chain (from 1) stands what is known of exclusions after a step. */
const exclusionSlots = (plan: FunnelPlan, step: number): Sql[] =>
  slotsFrom(plan, 1).flatMap((slot, index) =>
    slot.kind === 'exclusion' && slot.after === step ? [literal(index + 1)] : [],
  )
