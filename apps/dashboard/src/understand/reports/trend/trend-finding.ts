import type { TrendRequest, TrendResponse } from '@throughline/contract/reports'
import { formatNumber, formatRoughShare } from '../../../format/number.ts'
import { eventWords, groupName, measureWords } from '../question/question-words.ts'
import type { Finding } from '../result/finding.tsx'

/** How much it was, how it moved against the period before, and which group leads. */
export function trendFinding(asked: TrendRequest, answer: TrendResponse): Finding {
  if (asked.formula !== undefined && answer.formula) {
    const { total } = answer.formula
    const value = total === null ? 'has no value' : `is ${formatNumber(total)}`
    return [`${asked.formula} ${value}${change(total, answer.previous?.formula?.total)}.`]
  }
  const sentences = asked.series.map((series, index) => {
    const total = answer.series[index]?.total ?? null
    return `${said(series, total)}${change(total, answer.previous?.series[index]?.total)}`
  })
  const [first = 'Nothing was asked', ...others] = sentences
  const all = others.length === 0 ? first : `${[first, ...others.slice(0, 2)].join('; ')}`
  return [`${capital(all)}${leader(asked, answer)}.`]
}

type Series = TrendRequest['series'][number]

function said({ event, measure, property }: Series, total: number | null): string {
  const name = eventWords(event)
  const value = total === null ? 'nothing' : formatNumber(total)
  switch (measure) {
    case 'count':
      if (event === '*') return `${value} events happened`
      return total === 1 ? `${name} happened once` : `${name} happened ${value} times`
    case 'people':
      return event === '*'
        ? `${value} ${total === 1 ? 'person' : 'people'} did something`
        : `${value} ${total === 1 ? 'person' : 'people'} did ${name}`
    case 'perPerson':
      return property
        ? `each person with ${name} brought ${value} of ${property}`
        : `each person with ${name} did it ${value} times`
    default:
      return `the ${measureWords[measure].toLowerCase()} of ${property} over ${name} is ${value}`
  }
}

/** Below half a per cent nobody would call it a change. */
function change(now: number | null, before: number | null | undefined): string {
  if (now === null || before === null || before === undefined) return ''
  if (before === 0) return now === 0 ? '' : ', against 0 in the period before'
  const moved = now / before - 1
  if (Math.abs(moved) < 0.005) return ', as in the period before'
  // Of a tiny number before, per cent say nothing that a person can picture.
  if (moved > 9) return `, ${formatNumber(Math.round(now / before))} times as much as in the period before`
  return `, ${formatRoughShare(Math.abs(moved))} ${moved > 0 ? 'more' : 'less'} than in the period before`
}

function leader(asked: TrendRequest, answer: TrendResponse): string {
  const [series] = answer.series
  const adds = asked.series[0]?.measure === 'count' || asked.series[0]?.measure === 'sum'
  const [most] = (series?.breakdown ?? [])
    .filter(({ other, total }) => !other && total !== null)
    .sort((a, b) => (b.total ?? 0) - (a.total ?? 0))
  if (!asked.breakdown || !most || !series) return ''
  const share =
    adds && series.total && most.total !== null
      ? formatRoughShare(most.total / series.total)
      : formatNumber(most.total ?? 0)
  return `; the most, ${share}, with ${asked.breakdown.property} ${groupName(most)}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
