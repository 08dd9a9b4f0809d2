import { Skeleton } from '@mantine/core'
import { Card } from '../../../ui/card.tsx'
import classes from '../friction.module.css'

const widths = ['62%', '48%', '70%', '54%', '44%', '58%'] as const

/** Stands where the findings will be. */
export function FindingsSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading the findings">
      {widths.slice(0, rows).map((width) => (
        <div key={width} className={classes.rowSkeleton}>
          <div>
            <Skeleton h={15} w={width} />
            <Skeleton h={12} w="34%" mt={8} />
          </div>
          <Skeleton h={20} w={92} />
          <Skeleton h={20} />
        </div>
      ))}
    </div>
  )
}

/** Stands where the page will be: its sentence, the journey and its list. */
export function FrictionSkeleton() {
  return (
    <>
      <Skeleton h={28} w="min(520px, 90%)" mb={10} />
      <Skeleton h={14} w="min(380px, 70%)" mb={24} />
      <CardSkeletons />
    </>
  )
}

/** Stands where the journey and the list will be. */
export function CardSkeletons() {
  return (
    <>
      <Card>
        <Skeleton h={14} w={120} mb={26} />
        <Skeleton h={6} my={20} />
        <Skeleton h={36} />
      </Card>
      <Card>
        <FindingsSkeleton />
      </Card>
    </>
  )
}
