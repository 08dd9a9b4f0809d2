import type { Figures } from '@throughline/contract/overview'
import { formatCount, formatMoney, formatRoughShare } from '../format/number.ts'
import { Gain, Loss } from '../ui/page-title.tsx'

/** The page's finding in one sentence: how many came, what they brought, and whether that is more than before. */
export function HealthSentence(props: { now: Figures; before: Figures; beforeLabel: string }) {
  const { now, before } = props
  const money = now.revenue[0]
  const people = formatCount(now.people, 'person', 'people')
  if (!money || now.buyers === 0) {
    return (
      <>
        {people} came in {formatCount(now.sessions, 'session')},{' '}
        <Trend now={now.people} before={before.people} /> {props.beforeLabel}.
      </>
    )
  }
  const sum = Number(money.total)
  const sumBefore = Number(before.revenue.find(({ currency }) => currency === money.currency)?.total ?? 0)
  return (
    <>
      {people} came and {formatCount(now.buyers, 'bought', 'bought')} for {formatMoney(sum, money.currency)},{' '}
      <Trend now={sum} before={sumBefore} /> {props.beforeLabel}.
    </>
  )
}

/** "4 % more than in", coloured by what it means. */
function Trend({ now, before }: { now: number; before: number }) {
  if (before === 0) return <>against nothing in</>
  const change = now / before - 1
  // Below half a per cent nobody would call it a change.
  if (Math.abs(change) < 0.005) return <>as much as in</>
  const words = `${formatRoughShare(Math.abs(change))} ${change > 0 ? 'more' : 'less'}`
  return <>{change > 0 ? <Gain>{words}</Gain> : <Loss>{words}</Loss>} than in</>
}
