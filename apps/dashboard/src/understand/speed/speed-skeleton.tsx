import { Skeleton } from '@mantine/core'
import { Card } from '../../ui/card.tsx'
import { ChartSkeleton, RowsSkeleton } from '../../ui/skeletons.tsx'

/** Stands where the page will be: its sentence, the five vitals and the chart. */
export function SpeedSkeleton() {
  return (
    <div role="status" aria-label="Counting the web vitals">
      <Skeleton h={28} w="min(560px, 90%)" mb={12} />
      <Skeleton h={14} w="min(420px, 70%)" mb={28} />
      <Card>
        <RowsSkeleton rows={5} />
      </Card>
      <Card>
        <ChartSkeleton />
      </Card>
    </div>
  )
}
