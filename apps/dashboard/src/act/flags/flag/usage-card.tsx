import { useQuery } from '@tanstack/react-query'
import type { Environment } from '@throughline/contract/environments'
import { type Flag, getFlagUsage } from '@throughline/contract/flags'
import { query } from '../../../api.ts'
import { formatAgo } from '../../../format/date.ts'
import { formatCompact, formatCount, formatRoughShare } from '../../../format/number.ts'
import { BarRow } from '../../../ui/bar-row.tsx'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import classes from '../flags.module.css'
import { usageByVariation } from './usage-by-variation.ts'

/** How often which variation was served lately. */
export function UsageCard({ flag, environment }: { flag: Flag; environment: Environment }) {
  const usage = useQuery(
    query(getFlagUsage, { params: { key: flag.key }, query: { environment: environment.key, days: 30 } }),
  )
  return (
    <Card title="What was served" hint={`Answers in ${environment.name} in the last 30 days`}>
      {usage.isPending ? <RowsSkeleton rows={2} /> : null}
      {usage.isError ? (
        <ErrorState
          inset
          title="The answers could not be counted"
          error={usage.error}
          onRetry={() => usage.refetch()}
        />
      ) : null}
      {usage.data ? <Counted usage={usage.data} /> : null}
    </Card>
  )
}

function Counted({
  usage,
}: {
  usage: Parameters<typeof usageByVariation>[0] & {
    lastEvaluatedAt: string | null
    stale: { text: string } | null
  }
}) {
  const rows = usageByVariation(usage)
  if (usage.total === 0) {
    return (
      <EmptyState
        inset
        title="Nobody has asked for it"
        why="Answers are counted as soon as code asks for the flag here. Servers that evaluate by themselves are not seen."
      />
    )
  }
  return (
    <>
      {rows.map(({ variation, count, share }) => (
        <BarRow
          key={variation}
          label={variation === '' ? 'the default in the code' : variation}
          value={share}
          max={1}
          text={formatRoughShare(share)}
          note={formatCompact(count)}
        />
      ))}
      <p className={classes.note}>
        {formatCount(usage.total, 'answer')}
        {usage.lastEvaluatedAt === null ? '' : `, the last ${formatAgo(usage.lastEvaluatedAt, Date.now())}`}
      </p>
      {usage.stale ? (
        <p className={classes.stale}>
          <Chip tone="warn">Not needed?</Chip> {usage.stale.text}
        </p>
      ) : null}
    </>
  )
}
