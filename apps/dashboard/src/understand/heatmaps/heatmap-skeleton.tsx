import { Skeleton } from '@mantine/core'
import { Card } from '../../ui/card.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import classes from './heatmaps.module.css'

/** Stands where the page and its list will be. */
export function HeatmapSkeleton() {
  return (
    <div role="status" aria-label="Drawing the heatmap">
      <Skeleton h={28} w="min(560px, 90%)" mb={12} />
      <Skeleton h={14} w="min(420px, 70%)" mb={28} />
      <div className={classes.columns}>
        <Card>
          <Skeleton h={560} />
        </Card>
        <Card>
          <RowsSkeleton rows={8} />
        </Card>
      </div>
    </div>
  )
}
