import { formatCount, formatExactMoney, formatMoney, formatNumber, formatShare } from '../format/number.ts'
import { Card } from '../ui/card.tsx'
import { Kpi, SharePoints } from '../ui/kpi.tsx'
import classes from './home.module.css'
import type { OverviewData } from './overview-data.ts'

/** The key figures, each with its change against the period before. */
export function Scorecard({ overview, before }: { overview: OverviewData; before: string }) {
  const { figures: now, previous, course } = overview
  const money = now.revenue[0]
  const sum = Number(money?.total ?? 0)
  const sumBefore = Number(previous.revenue.find(({ currency }) => currency === money?.currency)?.total ?? 0)
  return (
    <Card title="Scorecard" hint={`against ${before}`}>
      <dl className={classes.list}>
        <Kpi
          label="People"
          value={formatNumber(now.people)}
          now={now.people}
          before={previous.people}
          moreIs="better"
          course={course.people}
        />
        <Kpi
          label="Sessions"
          value={formatNumber(now.sessions)}
          now={now.sessions}
          before={previous.sessions}
          moreIs="better"
          course={course.sessions}
        />
        <Kpi
          label="Orders"
          value={formatNumber(now.orders)}
          now={now.orders}
          before={previous.orders}
          moreIs="better"
          course={course.orders}
        />
        {money ? (
          <Kpi
            label={`Revenue, net of refunds${now.revenue.length > 1 ? `, in ${money.currency}` : ''}`}
            value={formatMoney(sum, money.currency)}
            now={sum}
            before={sumBefore}
            moreIs="better"
            note={otherCurrencies(now.revenue)}
            course={course.revenue}
          />
        ) : null}
        {now.conversion ? (
          <Kpi
            label="Conversion: people who bought"
            value={formatShare(now.conversion.estimate)}
            change={
              previous.conversion ? (
                <SharePoints now={now.conversion} before={previous.conversion.estimate} />
              ) : null
            }
            note={`${formatShare(now.conversion.low)} – ${formatShare(now.conversion.high)}`}
            course={course.people.map((people, at) => (people === 0 ? 0 : (course.buyers[at] ?? 0) / people))}
          />
        ) : null}
        {money && now.orders > 0 ? (
          <Kpi
            label="Value of an order"
            value={formatExactMoney(sum / now.orders, money.currency)}
            now={sum / now.orders}
            before={previous.orders > 0 ? sumBefore / previous.orders : undefined}
            moreIs="better"
            note={now.revenue.length > 1 ? `over ${formatCount(now.orders, 'order')}` : undefined}
          />
        ) : null}
      </dl>
    </Card>
  )
}

function otherCurrencies(revenue: OverviewData['figures']['revenue']): string | undefined {
  const others = revenue.slice(1, 4).map(({ currency, total }) => formatMoney(Number(total), currency))
  return others.length === 0 ? undefined : `and ${others.join(', ')}`
}
