import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { formatCount, formatNumber } from '../../../format/number.ts'
import { eventWords } from '../question/question-words.ts'
import type { Finding } from '../result/finding.tsx'
import { addUp, broughtInAll, valueCurve } from './value-curve.ts'

/** What the cohorts brought, and how much a person does in the period they began and in the one after. */
export function valueFinding(asked: RetentionRequest, answer: RetentionResponse, now: number): Finding {
  const [first, second] = valueCurve(asked, answer, now)
  const property = asked.value?.property ?? ''
  const who = `Those who did ${eventWords(asked.cohort.event)}${asked.cohort.firstTime ? ' for the first time' : ''}`
  if (first?.later !== 0)
    return [`No ${asked.period} is over yet: choose a longer period to see what they bring.`]
  const perPerson = `${formatNumber(first.perPerson)} a person ${asked.period === 'day' ? 'on' : 'in'} the ${asked.period} they began`
  const after = second?.later === 1 ? `, and ${formatNumber(second.perPerson)} the ${asked.period} after` : ''
  const total = totalOf(asked, answer)
  return total === null
    ? [`${who} brought ${property} of ${perPerson}${after}.`]
    : [`${who} brought ${formatNumber(total)} of ${property}${howLong(asked, answer)}: ${perPerson}${after}.`]
}

/** Where cohorts are older than the periods asked for, what they brought later is not in the total. */
function howLong({ period, periods }: RetentionRequest, { cohorts }: RetentionResponse): string {
  if (cohorts.length - 1 <= periods) return ''
  return ` up to ${formatCount(periods, period)} after`
}

/** All that was brought; null where people are in several cohorts, and their money in several rows. */
function totalOf({ cohort }: RetentionRequest, { cohorts }: RetentionResponse): number | null {
  if (!cohort.firstTime) return null
  const rows = cohorts.map(({ sums }) => broughtInAll(sums ?? []))
  return rows.includes(null) ? null : addUp(rows.filter((sum) => sum !== null))
}
