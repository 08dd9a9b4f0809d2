import type { Finding as FrictionFinding } from '@throughline/contract/friction'
import { formatNumber, formatRoughMoney, formatRoughShare } from '../../format/number.ts'
import type { Finding } from '../reports/result/finding.tsx'

/** From this share on, one finding is what most of the money is about. */
const mostOfIt = 0.4

/**
 * The list in one sentence: `€36,500 in this period is at risk in six places.` Of a narrowed list, `total` says of how
 * many.
 */
export function frictionSentence(
  shown: readonly FrictionFinding[],
  currency: string,
  total = shown.length,
): Finding {
  const money = formatRoughMoney(
    sum(shown, ({ estimate }) => estimate),
    currency,
  )
  const of = total > shown.length ? ` of ${inWords(total)}` : ''
  const places = `${inWords(shown.length)}${of} ${(of === '' ? shown.length : total) === 1 ? 'place' : 'places'}`
  const over = shown.every(({ when }) => when.endedInPeriod)
  if (!over) return [{ loss: `${money} in this period` }, ` is at risk in ${places}.`]
  const ended = shown.length === 1 ? 'it is over' : 'all of it is over'
  return [{ loss: `${money} in this period` }, ` was lost in ${places}, and ${ended}.`]
}

/** What the largest one is of all, and how sure the sum is. */
export function frictionSubline(shown: readonly FrictionFinding[], currency: string): string {
  const [first] = shown
  if (!first || shown.length < 2) return ''
  const all = sum(shown, ({ estimate }) => estimate)
  const share = all > 0 ? first.moneyAtRisk.estimate / all : 0
  const mostly = share >= mostOfIt ? `${formatRoughShare(share)} of it is one thing: ${first.title}. ` : ''
  const [low, high] = [sum(shown, (money) => money.low), sum(shown, (money) => money.high)]
  return `${mostly}The sum lies between ${formatRoughMoney(low, currency)} and ${formatRoughMoney(high, currency)}, with its 95 % interval taken at the widest.`
}

function sum(
  findings: readonly FrictionFinding[],
  of: (money: FrictionFinding['moneyAtRisk']) => number,
): number {
  return findings.reduce((total, { moneyAtRisk }) => total + of(moneyAtRisk), 0)
}

const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** Small counts as sentences write them. */
export function inWords(count: number): string {
  return words[count] ?? formatNumber(count)
}
