import { Skeleton } from '@mantine/core'
import { Card } from './card.tsx'
import classes from './skeletons.module.css'

/** Stands where a page will be: its sentence, its main card and its side. */
export function PageSkeleton() {
  return (
    <div className={classes.stack} role="status" aria-label="Loading the page">
      <Skeleton h={28} w="min(520px, 90%)" />
      <Skeleton h={14} w="min(380px, 70%)" />
      <div className={classes.cols}>
        <Card>
          <ChartSkeleton />
        </Card>
        <Card>
          <RowsSkeleton rows={5} />
        </Card>
      </div>
    </div>
  )
}

/** Stands where a chart will be. */
export function ChartSkeleton({ height = 240 }: { height?: number }) {
  return (
    <div role="status" aria-label="Loading the chart">
      <Skeleton h={14} w="40%" mb={14} />
      <Skeleton h={height} />
    </div>
  )
}

const widths = ['94%', '72%', '86%', '58%', '80%', '66%', '90%', '62%'] as const

/** Stands where rows will be; eight at most. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {widths.slice(0, rows).map((width) => (
        <Skeleton key={width} h={16} my={14} w={width} />
      ))}
    </div>
  )
}
