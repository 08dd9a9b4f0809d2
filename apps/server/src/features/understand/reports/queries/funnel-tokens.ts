import { literal } from '../../../../platform/analytics/literal.ts'
import { all, any, integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { EventChoice, Scope } from '../../../../platform/events/event-scope.ts'

interface Exclusion extends EventChoice {
  /** The gap it watches; steps count from 1. */
  readonly afterStep: number
  readonly beforeStep: number
}

export interface FunnelPlan {
  readonly steps: readonly EventChoice[]
  readonly exclusions: readonly Exclusion[]
  readonly order: 'ordered' | 'strict' | 'unordered'
  /** From the first step of an attempt, included. */
  readonly windowMs: number
  readonly unit: 'person' | 'session'
}

/**
 * How a unit's events stand in an array, sorted: one entry ("token") an event, with its time and what it is in the
 * funnel. All of a funnel's work is done on these arrays.
 */
export interface Tokens {
  /** Which events are read at all. */
  readonly relevant: Sql
  /** The aggregate that collects a unit's tokens; sort it before use. */
  readonly collect: Sql
  /** The token's sort key at an event that is step 1 (or any step, where steps have no order), for what goes beside it. */
  readonly key: Sql
  /** Milliseconds since the range began, plus 1, so that 0 can mean "none". */
  time(token: Sql): Sql
  /** Whether a token is step `number` (from 1). */
  isStep(token: Sql, number: number): Sql
  isAnyStep(token: Sql): Sql
  isExclusion(token: Sql, index: number): Sql
  /** A bit for each exclusion that a token is. */
  exclusionBits(token: Sql): Sql
  /** Whether an event begins attempts: step 1, or any step where they have no order. A condition on the row. */
  readonly starts: Sql
  /** Whether one event may be two things, so that what follows a token must be looked for after it. */
  readonly overlapping: boolean
}

/**
 * Events of one moment count in the order of the steps where each event can only be one thing; where one event could be
 * several steps, and where steps are strict, in the order they arrived. An exclusion of the same moment as a step lies
 * before it, so it is never "after step 1" of that moment.
 */
export function tokensOf(scope: Scope, plan: FunnelPlan): Tokens {
  const conditions = {
    steps: plan.steps.map((step, index) => scope.matches(step, `steps[${index}]`)),
    exclusions: plan.exclusions.map((exclusion, index) => scope.matches(exclusion, `exclusions[${index}]`)),
  }
  const names = [...plan.steps, ...plan.exclusions].map(({ event }) => event)
  const disjoint = new Set(names).size === names.length && !names.includes('*')
  return disjoint && plan.order !== 'strict'
    ? packedTokens(scope, plan, conditions)
    : tupleTokens(scope, plan, conditions)
}

interface Conditions {
  readonly steps: readonly Sql[]
  readonly exclusions: readonly Sql[]
}

const sinceStart = (scope: Scope): Sql =>
  sql`toUInt64(toUnixTimestamp64Milli(ts) - ${integer(Date.parse(scope.range.from))})`

/** Six bits say what an event is (20 steps and 10 exclusions at most), the rest when: numbers sort quickest. */
function packedTokens(scope: Scope, plan: FunnelPlan, { steps, exclusions }: Conditions): Tokens {
  const first = exclusions.length + 1
  const codes = join(
    [...exclusions, ...steps].map((condition, index) => sql`${condition}, ${literal(index + 1)}`),
    sql`, `,
  )
  const key = sql`bitOr(bitShiftLeft(${sinceStart(scope)}, 6), multiIf(${codes}, 0))`
  const code = (token: Sql) => sql`bitAnd(${token}, 63)`
  return {
    relevant: any([...exclusions, ...steps]),
    collect: sql`groupArray(${key})`,
    key,
    time: (token) => sql`bitShiftRight(${token}, 6) + 1`,
    isStep: (token, number) => sql`${code(token)} = ${literal(first + number - 1)}`,
    isAnyStep: (token) => sql`${code(token)} >= ${literal(first)}`,
    isExclusion: (token, index) => sql`${code(token)} = ${literal(index + 1)}`,
    exclusionBits: (token) =>
      sql`if(${code(token)} < ${literal(first)}, bitShiftLeft(1, ${code(token)} - 1), 0)`,
    starts: plan.order === 'unordered' ? any(steps) : (steps[0] as Sql),
    overlapping: false,
  }
}

/** Tuples of time, kind (exclusions first), arrival, and a bit for each thing that the event is. */
function tupleTokens(scope: Scope, plan: FunnelPlan, { steps, exclusions }: Conditions): Tokens {
  const strict = plan.order === 'strict'
  const bits = (conditions: readonly Sql[], shift: number) =>
    join(
      conditions.map(
        (condition, index) => sql`bitShiftLeft(toUInt32(${condition}), ${literal(shift + index)})`,
      ),
      sql` + `,
      sql`toUInt32(0)`,
    )
  const stepBits = bits(steps, exclusions.length)
  const stepToken = sql`(${sinceStart(scope)}, toUInt8(1), seq, ${stepBits})`
  const exclusionToken = sql`(${sinceStart(scope)}, toUInt8(0), seq, ${bits(exclusions, 0)})`
  const collect = strict
    ? sql`groupArray((${sinceStart(scope)}, toUInt8(1), seq, ${stepBits} + ${bits(exclusions, 0)}))`
    : exclusions.length > 0
      ? sql`groupArrayArray(arrayFilter(token -> token.4 != 0, [${exclusionToken}, ${stepToken}]))`
      : sql`groupArray(${stepToken})`
  const has = (token: Sql, bit: number) => sql`bitTest(${token}.4, ${literal(bit)})`
  const mask = (token: Sql) => sql`bitShiftRight(${token}.4, ${literal(exclusions.length)})`
  return {
    // Where nothing may lie between the steps, every event of those who took the first one is read.
    relevant: strict
      ? all([
          scope.matches({ event: '*' }, ''),
          sql`${scope.person} IN (SELECT ${scope.person} FROM events WHERE ${scope.everyEvent} AND ${scope.during} AND ${steps[0] as Sql})`,
        ])
      : any([...exclusions, ...steps]),
    collect,
    key: sql`(${sinceStart(scope)}, seq)`,
    time: (token) => sql`${token}.1 + 1`,
    isStep: (token, number) => has(token, exclusions.length + number - 1),
    isAnyStep: (token) => sql`${mask(token)} != 0`,
    isExclusion: (token, index) => has(token, index),
    exclusionBits: (token) => sql`bitAnd(${token}.4, ${literal(2 ** exclusions.length - 1)})`,
    starts: plan.order === 'unordered' ? any(steps) : (steps[0] as Sql),
    overlapping: true,
  }
}
