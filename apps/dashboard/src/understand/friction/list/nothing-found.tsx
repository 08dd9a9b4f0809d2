import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FrictionAnswer } from '@throughline/contract/friction'
import { formatCount, formatMoney, formatNumber } from '../../../format/number.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Gain, PageTitle } from '../../../ui/page-title.tsx'
import { useView } from '../../../view/use-view.ts'
import { WithheldCard } from './withheld-card.tsx'

/** A period in which nothing was found: because nobody came, nobody bought, or all is well. */
export function NothingFound({ answer }: { answer: FrictionAnswer }) {
  if (answer.sessions === 0) return <NobodyCame />
  if (answer.orders === 0) return <NobodyBought answer={answer} />
  return (
    <>
      <PageTitle sub={allIsWell(answer)}>
        {answer.tried === 0 ? (
          'Too little happened to judge in this period.'
        ) : (
          <>
            <Gain>Nothing costs money beyond doubt</Gain> in this period.
          </>
        )}
      </PageTitle>
      <WithheldCard {...answer} />
    </>
  )
}

/** What was tried and did not turn out to cost anything, and what could not be judged. */
export function allIsWell({ tried, sessions, orders, revenue, currency, withheld }: FrictionAnswer): string {
  const thin = withheld
    .filter(({ reason }) => reason === 'too_few_sessions' || reason === 'too_few_orders')
    .reduce((sum, { count }) => sum + count, 0)
  const looked = `${formatCount(tried, 'place and group', 'places and groups')} in ${formatCount(sessions, 'session')} with ${formatCount(orders, 'order')} for ${formatMoney(Math.round(revenue), currency)}`
  if (tried === 0) {
    return `${formatCount(sessions, 'session')} with ${formatCount(orders, 'order')} are too few to judge anything. Look at a longer period.`
  }
  return `That is good news: ${looked} ${tried === 1 ? 'was' : 'were'} looked at, and none loses more than chance explains. ${
    thin === 0
      ? 'A loss too small for this period may show in a longer one.'
      : `${formatCount(thin, 'more was', 'more were')} too thin to judge; a longer period may tell.`
  }`
}

function NobodyCame() {
  const { change } = useView()
  return (
    <EmptyState
      title="Nobody came in this period."
      why="Friction is what happens to visitors, and these days have none. Look at all time to see when there were some."
      action={<Button onClick={() => change({ period: 'all' })}>Show all time</Button>}
    />
  )
}

function NobodyBought({ answer }: { answer: FrictionAnswer }) {
  return (
    <>
      <PageTitle
        sub={
          <>
            {formatNumber(answer.sessions)} {answer.sessions === 1 ? 'session' : 'sessions'} came, and no
            order is among their events, so nothing can be said in money. Send “Order Completed” with its
            revenue and currency: <Link to="/settings">the code for it</Link> takes a minute. What customers
            meet shows in <Link to="/recordings">Recordings</Link> and <Link to="/heatmaps">Heatmaps</Link>{' '}
            already.
          </>
        }
      >
        Nobody bought anything in this period.
      </PageTitle>
      <WithheldCard {...answer} />
    </>
  )
}
