import { literal } from '../../../../platform/analytics/literal.ts'
import { integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { FunnelPlan, Tokens } from './funnel-tokens.ts'
import type { Attempts } from './ordered-attempts.ts'

/** So many events of a person are looked at where steps overlap, since each attempt then walks over all that follow. */
const MOST_OVERLAPPING_EVENTS = 500

/**
 * The attempts at steps in any order: each event that is a step begins one, and it gets as far as it finds different
 * steps within the window. `found` holds the times of each attempt's steps in order.
 */
export function unorderedAttempts(plan: FunnelPlan, tokens: Tokens): Attempts {
  const end = sql`found[1] + ${integer(plan.windowMs)}`
  const depth = sql`toInt32(length(found))`
  return {
    columns: [
      ...plan.exclusions.map(
        (_, index) =>
          sql`arrayMap(token -> ${tokens.time(sql`token`)}, arrayFilter(token -> ${tokens.isExclusion(sql`token`, index)}, tokens)) AS exclusion_${literal(index)}`,
      ),
      ...(tokens.overlapping ? walked(plan, tokens) : looked(plan, tokens)),
    ],
    scores:
      plan.exclusions.length === 0 ? sql`arrayMap(found -> ${depth}, chains)` : scores(plan, depth, end),
  }
}

/** When an attempt came to its n-th step (from 1). */
export const unorderedStepTime = (attempt: Sql, number: number): Sql => sql`${attempt}[${literal(number)}]`

/** Where each event is one step at most: the next of each step, in one pass a step. */
function looked(plan: FunnelPlan, tokens: Tokens): Sql[] {
  const steps = plan.steps.map((_, index) => literal(index + 1))
  const next = plan.steps.map(
    (_, index) =>
      sql`arrayReverseFill(time -> time != 0, arrayMap(token -> if(${tokens.isStep(sql`token`, index + 1)}, ${tokens.time(sql`token`)}, toUInt64(0)), tokens)) AS next_${literal(index + 1)}`,
  )
  const names = list(steps.map((step) => sql`time_${step}`))
  const starts = list(
    steps.map(
      (step) => sql`arrayFilter((time, token) -> ${tokens.isAnyStep(sql`token`)}, next_${step}, tokens)`,
    ),
  )
  const started = sql`arrayFilter(token -> ${tokens.isAnyStep(sql`token`)}, tokens)`
  const within = sql`time != 0 AND time <= ${tokens.time(sql`start`)} + ${integer(plan.windowMs)}`
  return [
    ...next,
    sql`arrayMap((start, ${names}) -> arraySort(arrayFilter(time -> ${within}, [${names}])), ${started}, ${starts}) AS chains`,
  ]
}

/**
 * Where an event may be several steps: walk on from each start, and let each event take the most particular step that is
 * still open (the one with the most conditions; any event last), so that it leaves the others to those that fit only them.
 */
function walked(plan: FunnelPlan, tokens: Tokens): Sql[] {
  const particular = plan.steps
    .map(({ event, where }, index) => ({
      number: index + 1,
      weight: (event === '*' ? 0 : 100) + (where?.length ?? 0),
    }))
    .sort((a, b) => b.weight - a.weight)
  const open = (number: number) =>
    sql`${tokens.isStep(sql`token`, number)} AND NOT has(state.2, ${literal(number)})`
  const taken = sql`multiIf(${list(particular.map(({ number }) => sql`${open(number)}, ${literal(number)}`))}, 0)`
  return [
    sql`arraySlice(arrayFilter(token -> ${tokens.isAnyStep(sql`token`)}, tokens), 1, ${literal(MOST_OVERLAPPING_EVENTS)}) AS steps_only`,
    sql`arrayMap(start -> arrayFold((state, token) -> if(
      ${tokens.time(sql`token`)} <= ${tokens.time(sql`steps_only[start]`)} + ${integer(plan.windowMs)} AND ${taken} != 0,
      (arrayPushBack(state.1, ${tokens.time(sql`token`)}), arrayPushBack(state.2, toUInt8(${taken}))), state),
      arraySlice(steps_only, start), (emptyArrayUInt64(), emptyArrayUInt8())).1, arrayEnumerate(steps_only)) AS chains`,
  ]
}

/** As in order: the gap after the n-th step that was found is open until the next bound, or to the window's end. */
function scores(plan: FunnelPlan, depth: Sql, end: Sql): Sql {
  const first = plan.exclusions.map(({ afterStep, beforeStep }, index) => {
    const until = sql`if(length(found) >= ${literal(beforeStep)}, found[${literal(beforeStep)}], ${end} + 1)`
    const crossing = sql`arrayFirst(excluded -> excluded > found[${literal(afterStep)}] AND excluded < ${until}, exclusion_${literal(index)})`
    return sql`if(length(found) >= ${literal(afterStep)} AND ${crossing} != 0, toFloat64(${crossing}), inf)`
  })
  return sql`arrayMap((found, crossed) -> if(isInfinite(crossed), 2 * ${depth} + 1, 2 * least(${depth}, toInt32(arrayCount(time -> time <= crossed, found)) + 1)),
      chains, arrayMap(found -> arrayMin([${list([...first, sql`inf`])}]), chains))`
}

const list = (pieces: readonly Sql[]): Sql => join(pieces, sql`, `)
