import { Link } from '@tanstack/react-router'
import type { FrictionAnswer } from '@throughline/contract/friction'
import { formatCount } from '../format/number.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { filterFindings } from '../understand/friction/filter-findings.ts'
import { FindingList } from '../understand/friction/list/finding-list.tsx'
import { axisHint } from '../understand/friction/list/findings-card.tsx'
import { FrictionFailed } from '../understand/friction/list/friction-failed.tsx'
import { FindingsSkeleton } from '../understand/friction/list/friction-skeleton.tsx'
import { moneyAxis } from '../understand/friction/list/money-axis.ts'
import { allIsWell } from '../understand/friction/list/nothing-found.tsx'
import { RunningLine } from '../understand/friction/list/running-line.tsx'
import type { useFriction } from '../understand/friction/use-friction.ts'
import classes from './home.module.css'

/** How many findings Home tells; the rest is one click away. */
const shownAtHome = 5

/** Where customers struggle, most money first: the first thing on Home. */
export function FrictionCard(props: { friction: ReturnType<typeof useFriction>; timezone: string }) {
  const { friction, timezone } = props
  const retry = (): void => void friction.refetch()
  if (friction.isPending) {
    return (
      <Card title={title}>
        <FindingsSkeleton rows={shownAtHome} />
      </Card>
    )
  }
  if (friction.isError) {
    return (
      <Card title={title}>
        <ErrorState inset title="The findings could not be loaded" error={friction.error} onRetry={retry} />
      </Card>
    )
  }
  const answer = friction.data
  const told = filterFindings(answer.findings, {})
  const axis = moneyAxis(told.slice(0, shownAtHome).map(({ moneyAtRisk }) => moneyAtRisk))
  return (
    <Card
      title={title}
      hint={told.length > 0 ? `${axisHint(axis, answer.currency)} · all customers` : undefined}
    >
      <Content answer={answer} onRetry={retry}>
        <FindingList
          findings={told.slice(0, shownAtHome)}
          axis={axis}
          currency={answer.currency}
          timezone={timezone}
        />
      </Content>
    </Card>
  )
}

const title = 'Where customers struggle'

function Content(props: { answer: FrictionAnswer; onRetry: () => void; children: React.ReactNode }) {
  const { answer, onRetry, children } = props
  const told = filterFindings(answer.findings, {}).length
  const has = told > 0
  const { status } = answer
  if (status === 'running' && !has) {
    return (
      <>
        <RunningLine says="Reading the sessions of this period; the first time it may take a minute." />
        <FindingsSkeleton rows={shownAtHome} />
      </>
    )
  }
  return (
    <>
      {status === 'running' ? <RunningLine says="Looking again." /> : null}
      {status === 'failed' ? <FrictionFailed inset answer={answer} onRetry={onRetry} /> : null}
      {has ? children : status === 'failed' ? null : <Nothing answer={answer} />}
      {has ? <More answer={answer} told={told} /> : null}
    </>
  )
}

/** The way to the rest, and how much of it is not told at all. */
function More({ answer, told }: { answer: FrictionAnswer; told: number }) {
  const withheld = answer.withheld.reduce((sum, { count }) => sum + count, 0)
  return (
    <p className={classes.more}>
      <Link to="/friction">
        {told > shownAtHome ? `See all ${formatCount(told, 'finding')}` : 'See where on the way they are'}
      </Link>
      {withheld > 0 ? ` · ${formatCount(withheld, 'more was', 'more were')} looked at and not told` : ''}
    </p>
  )
}

function Nothing({ answer }: { answer: FrictionAnswer }) {
  if (answer.findings.length > 0) {
    return (
      <EmptyState
        inset
        title="Nothing that is not ignored"
        why={<Link to="/friction">{formatCount(answer.findings.length, 'finding')} with their reasons</Link>}
      />
    )
  }
  if (answer.orders === 0) {
    return (
      <EmptyState
        inset
        title="Nobody bought anything in this period"
        why="Without orders nothing can be said in money. Send “Order Completed” with its revenue and currency, and this card fills by itself."
      />
    )
  }
  const title = answer.tried === 0 ? 'Too little happened to judge' : 'Nothing costs money beyond doubt'
  return <EmptyState inset title={title} why={allIsWell(answer)} />
}
