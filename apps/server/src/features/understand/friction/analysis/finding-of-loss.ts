import { biasFactor, eValue } from '@throughline/statistics/e-value'
import type { TotalEffect } from '@throughline/statistics/effect-on-the-treated'
import type { AnalysedFinding } from './analysis-result.ts'
import { type Balance, balanceOf } from './balance.ts'
import { covariateWords, factorWords } from './covariates.ts'
import { effortOf } from './effort.ts'
import { type Group, membersOf } from './groups.ts'
import { hitBy } from './hit-by.ts'
import { type Loss, Z_95 } from './loss.ts'
import { naiveGap } from './naive-gap.ts'
import { dayOf } from './period-days.ts'
import { type PlaceParts, partsOf } from './places.ts'
import { type FrictionData, NEVER, type SessionTable } from './session-table.ts'
import type { AnalysisContext, StepContext } from './step-context.ts'
import { titleOf } from './title.ts'

const MOST_AFFECTED_TOLD = 200

/** The period as it was asked for, in milliseconds since 1970. */
interface Period {
  readonly from: number
  readonly to: number
}

/** A friction as it is told, but for all that takes words and names to say. */
export type FindingInNumbers = Omit<AnalysedFinding, 'title' | 'where' | 'affected'> & {
  readonly place: PlaceParts
  readonly group: Group
  readonly affected: readonly { readonly row: number; readonly at: number; readonly left: boolean }[]
}

/** What the numbers of pages and elements stand for. */
export type SignalWords = Pick<FrictionData['signals'], 'patterns' | 'words'>

/** A friction as it is told. */
export function inWords(
  sessions: FrictionData['sessions'],
  { patterns, words }: SignalWords,
  { place, group, affected, ...numbers }: FindingInNumbers,
): AnalysedFinding {
  const path = place.path === null ? null : (patterns[place.path] ?? null)
  const element = place.element === null ? null : (words[place.element] ?? null)
  const detail = place.details === null ? null : place.details.map((word) => words[word] ?? '').join(', ')
  const step = sessions.steps[place.step]?.name ?? ''
  return {
    title: titleOf({ signal: place.signal, step, path, element: detail ?? element, group }),
    where: { step, path, element, ...(detail !== null && { detail }) },
    ...numbers,
    affected: affected.map(({ row, ...met }) => ({
      session: sessions.idOf(row),
      profile: sessions.profileOf(row),
      ...met,
    })),
  }
}

/** What a loss says of those who had it. */
export function findingOfLoss(
  analysis: AnalysisContext,
  context: StepContext,
  loss: Loss,
  q: number,
  period: Period,
): FindingInNumbers {
  const { sessions, days, main } = analysis
  const { met, cell, passes, money } = loss
  const member = membersOf(sessions, cell.group)
  const exposed = context.rows.filter((row) => {
    const day = days.of[row] ?? 0
    return member[row] === 1 && day >= cell.from && day < cell.to
  })
  const counted = (count: number) => Math.round(count / sessions.share)
  const affectedRate = share(met, context.passed)
  const perPass = each(passes, met.length)
  const losses = lossBySession(context, loss, main)
  return {
    place: partsOf(loss),
    group: cell.group,
    signal: loss.signal,
    who: Object.fromEntries(cell.group.conditions.map(({ field, value }) => [field, value])),
    when: whenOf(analysis, loss, period),
    sessions: {
      affected: counted(met.length + loss.leftOut),
      exposedShare: exposed.length === 0 ? 0 : Math.min(1, (met.length + loss.leftOut) / exposed.length),
      comparable: counted(loss.comparable),
      leftOut: counted(loss.leftOut),
    },
    conversion: {
      affected: affectedRate,
      comparable: Math.min(1, Math.max(0, affectedRate + perPass.estimate)),
      lossPoints: perPass,
      next: sessions.steps[loss.step + 1]?.name ?? '',
    },
    moneyAtRisk: { ...interval(money, sessions.share), per: 'period' },
    otherCurrencies: [...loss.elsewhere].flatMap(([currency, effect]) =>
      effect.total === 0 && effect.standardError === 0
        ? []
        : [{ currency: sessions.currencies[currency] ?? '', ...interval(effect, sessions.share) }],
    ),
    ordersAtRisk: interval(loss.orders, sessions.share),
    effort: { seconds: effortOf(sessions, loss), repeats: loss.repeats },
    q,
    method: loss.comparison ? 'observational' : 'against_own_past',
    course: courseOf(analysis, loss, losses),
    funnel: funnelOf(sessions, context, loss),
    hit: hitBy(analysis, context, loss),
    covariates: covariateWords(sessions),
    balance: loss.comparison
      ? rounded(
          balanceOf(
            context.design,
            factorWords(sessions),
            met,
            loss.comparison.rows,
            loss.comparison.weights,
          ),
        )
      : null,
    naive: naiveGap(sessions, context, loss, main),
    sensitivity: sensitivityOf(affectedRate, perPass, money.total / sessions.share),
    affected: Array.from(met)
      .sort((a, b) => (losses.get(b) ?? 0) - (losses.get(a) ?? 0))
      .sort((a, b) => (context.passed[a] ?? 0) - (context.passed[b] ?? 0))
      .slice(0, MOST_AFFECTED_TOLD)
      .map((row) => ({
        row,
        at: (sessions.start[row] ?? 0) + momentOf(sessions, loss, row),
        left: context.passed[row] === 0,
      })),
  }
}

const interval = ({ total, standardError }: TotalEffect, share: number) => ({
  estimate: total / share,
  low: (total - Z_95 * standardError) / share,
  high: (total + Z_95 * standardError) / share,
})

const each = ({ total, standardError }: TotalEffect, count: number) => ({
  estimate: total / count,
  low: Math.max(-1, (total - Z_95 * standardError) / count),
  high: Math.min(1, (total + Z_95 * standardError) / count),
})

const share = (rows: Int32Array, passed: Uint8Array): number =>
  rows.reduce((sum, row) => sum + (passed[row] ?? 0), 0) / Math.max(1, rows.length)

const rounded = ({ before, after, of }: Balance): Balance => ({
  before: Math.round(before * 1000) / 1000,
  after: Math.round(after * 1000) / 1000,
  of,
})

/** After its start, when a session met it; without a signal, when it came to the step. */
const momentOf = (sessions: SessionTable, { metAt, step }: Loss, row: number): number =>
  metAt?.get(row) ?? sessions.reachedAt[step]?.[row] ?? 0

function whenOf({ sessions, days }: AnalysisContext, loss: Loss, period: Period) {
  const { from, to } = loss.cell
  const began = from > 0
  const ended = to < days.count
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const row of loss.met) {
    const at = (sessions.start[row] ?? 0) + momentOf(sessions, loss, row)
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  const told = loss.metAt !== null
  const start = began ? (told ? first : (days.bounds[from] ?? period.from)) : period.from
  const end = ended ? (told ? last : (days.bounds[to] ?? period.to)) : period.to
  return {
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    beganInPeriod: began,
    endedInPeriod: ended,
  }
}

/** What each session lost in expectation; together the estimate. */
function lossBySession(
  { value }: StepContext,
  { met, expected, expectedTreated, money }: Loss,
  main: number,
): Map<number, number> {
  const worthOf = value.worthIn(main)
  const raw = Array.from(met, (row, index) => {
    return worthOf(row) * Math.max(0, (expected[index] ?? 0) - (expectedTreated[index] ?? 0))
  })
  const all = raw.reduce((sum, one) => sum + one, 0)
  return new Map(
    Array.from(met, (row, index) => [
      row,
      all > 0 ? ((raw[index] ?? 0) * money.total) / all : money.total / met.length,
    ]),
  )
}

function courseOf({ sessions, days }: AnalysisContext, { met }: Loss, losses: ReadonlyMap<number, number>) {
  const affected = days.labels.map(() => 0)
  const money = days.labels.map(() => 0)
  for (const row of met) {
    const day = dayOf(days, sessions.start[row] ?? 0)
    affected[day] = (affected[day] ?? 0) + 1
    money[day] = (money[day] ?? 0) + (losses.get(row) ?? 0)
  }
  return days.labels.map((day, index) => ({
    day,
    affected: Math.round((affected[index] ?? 0) / sessions.share),
    money: (money[index] ?? 0) / sessions.share,
  }))
}

function funnelOf(sessions: SessionTable, context: StepContext, loss: Loss) {
  const { comparison, met } = loss
  const affected = share(met, context.passed)
  const lift = affected > 0 ? (affected + loss.passes.total / met.length) / affected : 0
  return sessions.steps.slice(loss.step).map(({ name }, index) => {
    const reached = sessions.reachedAt[loss.step + index]
    const was = met.reduce((sum, row) => sum + (reached?.[row] === NEVER ? 0 : 1), 0) / met.length
    if (index === 0) return { step: name, affected: 1, comparable: 1 }
    if (!comparison) return { step: name, affected: was, comparable: Math.min(1, was * lift) }
    let [came, all] = [0, 0]
    for (const [index, row] of comparison.rows.entries()) {
      const weight = comparison.weights[index] ?? 0
      all += weight
      if (reached?.[row] !== NEVER) came += weight
    }
    return { step: name, affected: was, comparable: all > 0 ? came / all : 0 }
  })
}

const DOUBLED = 2

/** On the scale of leaving: how strongly something unseen would have to go with both. */
function sensitivityOf(affected: number, loss: { estimate: number; low: number }, money: number) {
  const leaves = 1 - affected
  const ratio = (points: number): number => leaves / Math.max(1e-6, leaves - points)
  const bias = biasFactor(DOUBLED, DOUBLED)
  const left = leaves - Math.min(leaves, (leaves - loss.estimate) * bias)
  return {
    eValue: eValue(Math.max(1, ratio(loss.estimate))),
    eValueOfLow: loss.low <= 0 ? 1 : eValue(Math.max(1, ratio(loss.low))),
    doubled: loss.estimate <= 0 ? 0 : (money * left) / loss.estimate,
  }
}
