import { Skeleton } from '@mantine/core'
import classes from './player.module.css'

/** Stands where a recording will be: its sentence, the stage with the timeline, the lists beside it. */
export function PlayerSkeleton() {
  return (
    <div role="status" aria-label="Loading the recording">
      <Skeleton h={28} w="min(520px, 90%)" mb={10} />
      <Skeleton h={14} w="min(380px, 70%)" mb={26} />
      <div className={classes.cols}>
        <div className={classes.player}>
          <Skeleton h="min(60vh, 480px)" radius={0} />
          <div className={classes.below}>
            <Skeleton h={14} my={14} />
            <Skeleton h={28} w="60%" />
          </div>
        </div>
        <Skeleton h={320} />
      </div>
    </div>
  )
}
