import type { Finding, FindingDetail, FrictionEstimate } from '@throughline/contract/friction'
import { formatCount, formatNumber, formatRoughBounds, formatRoughMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { Balance, EValue, FalseShare } from './belief-words.tsx'
import classes from './card.module.css'
import { pointBounds, points } from './points.ts'

/** One way to size it. */
interface Sizing {
  readonly key: string
  readonly name: string
  readonly how?: string
  readonly points: number | null
  readonly money: number
  /** The intervals of both, where there are any. */
  readonly pointsBounds?: FrictionEstimate
  readonly moneyBounds?: FrictionEstimate
}

/** The estimate beside what is said without care and what is left if something is unseen; why they differ. */
export function BeliefCard({ detail, finding }: { detail: FindingDetail; finding: Finding }) {
  const { currency, naive, sensitivity, balance, covariates } = detail
  const { sessions, otherCurrencies } = finding
  return (
    <Card title="Why we believe it, and how much" hint="An observation; only an experiment would prove it">
      <DataTable
        caption="The loss, sized in several ways"
        columns={columnsOf(currency)}
        rows={sizings(detail, finding)}
        rowKey={({ key }) => key}
        exportable={false}
      />
      {naive ? <p className={classes.note}>{naive.why}</p> : null}
      <dl className={classes.facts}>
        <div>
          <dt>Sessions</dt>
          <dd>
            {formatNumber(sessions.affected)} affected, compared with {formatNumber(sessions.comparable)} that
            stood at the same place
            {sessions.leftOut > 0
              ? `; ${formatCount(sessions.leftOut, 'affected session')} without any like ${sessions.leftOut === 1 ? 'it' : 'them'} ${sessions.leftOut === 1 ? 'is' : 'are'} left out`
              : ''}
          </dd>
        </div>
        {covariates.length > 0 ? (
          <div>
            <dt>Made alike in</dt>
            <dd>{covariates.join(', ')}</dd>
          </div>
        ) : null}
        {balance ? <Balance balance={balance} /> : null}
        {sensitivity ? <EValue sensitivity={sensitivity} /> : null}
        <FalseShare q={finding.q} />
        {otherCurrencies.length > 0 ? (
          <div>
            <dt>Other money</dt>
            <dd>
              {otherCurrencies.map((money) => moneyWords(money, money.currency)).join('; ')} in this period,
              without a rate into {currency}
            </dd>
          </div>
        ) : null}
      </dl>
    </Card>
  )
}

function sizings(
  { naive, sensitivity }: FindingDetail,
  { conversion, moneyAtRisk, method }: Finding,
): Sizing[] {
  return [
    ...(naive
      ? [
          {
            key: 'naive',
            name: 'Raw gap',
            how: 'affected or not, at the same step',
            points: naive.lossPoints,
            money: naive.money,
          },
        ]
      : []),
    {
      key: 'estimate',
      name: 'Our estimate',
      how:
        method === 'observational'
          ? 'among comparable sessions, doubly robust'
          : 'against its own past and the other groups',
      points: conversion.lossPoints.estimate,
      money: moneyAtRisk.estimate,
      pointsBounds: conversion.lossPoints,
      moneyBounds: moneyAtRisk,
    },
    ...(sensitivity
      ? [
          {
            key: 'doubled',
            name: 'If something is unseen',
            how: 'that doubles both meeting it and leaving',
            points: null,
            money: sensitivity.doubled,
          },
        ]
      : []),
  ]
}

function columnsOf(currency: string): Column<Sizing>[] {
  return [
    {
      key: 'name',
      header: 'Estimate',
      sortable: false,
      value: ({ name }) => name,
      cell: ({ key, name, how }) => (
        <span className={classes.sized} data-main={key === 'estimate' || undefined}>
          {name} <small>{how}</small>
        </span>
      ),
    },
    {
      key: 'points',
      header: 'Loss in points',
      align: 'right',
      sortable: false,
      value: (sizing) => sizing.points,
      cell: ({ key, points: share, pointsBounds }) => (
        <span className={classes.sized} data-main={key === 'estimate' || undefined}>
          {share === null ? '–' : points(share)}
          {pointsBounds ? <small>{pointBounds(pointsBounds)}</small> : null}
        </span>
      ),
    },
    {
      key: 'money',
      header: `${currency} in this period`,
      align: 'right',
      sortable: false,
      value: ({ money }) => money,
      cell: ({ key, money, moneyBounds }) => (
        <span className={classes.sized} data-main={key === 'estimate' || undefined}>
          {formatRoughMoney(money, currency)}
          {moneyBounds ? <small>{formatRoughBounds(moneyBounds.low, moneyBounds.high)}</small> : null}
        </span>
      ),
    },
  ]
}

/** `€18,400 (14,100–23,100)`. */
function moneyWords({ estimate, low, high }: FrictionEstimate, currency: string): string {
  return `${formatRoughMoney(estimate, currency)} (${formatRoughBounds(low, high)})`
}
