import { Skeleton } from '@mantine/core'
import { Card } from '../../ui/card.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import classes from './journeys.module.css'

/** Stands where the map will be: the line and its six columns. */
export function JourneySkeleton() {
  return (
    <div role="status" aria-label="Counting the journey">
      <Skeleton h={28} w="min(560px, 90%)" mb={12} />
      <Skeleton h={14} w="min(420px, 70%)" mb={28} />
      <Card>
        <Skeleton h={150} mb={20} />
        <div className={classes.skeleton}>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((column) => (
            <RowsSkeleton key={column} rows={6} />
          ))}
        </div>
      </Card>
    </div>
  )
}
