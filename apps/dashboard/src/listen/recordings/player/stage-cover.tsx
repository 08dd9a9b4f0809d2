import { Loader } from '@mantine/core'
import { formatDuration } from '../../../format/number.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Playback } from './playback.ts'
import classes from './player.module.css'
import { useStore } from './store.ts'

/** Over the visitor's page: a click plays and pauses, and what is going on is said where one looks. */
export function StageCover({ playback }: { playback: Playback }) {
  const { phase, playing, waiting, ended, skipped, problem } = useStore(playback.state, (state) => state)
  if (phase === 'failed') {
    return (
      <div className={classes.failed} role="alert">
        <Icon name="alert" size={28} />
        <p>
          <b>This recording can’t be shown.</b>
        </p>
        <p>
          {problem
            ? 'The player could not be loaded. Load the page again; it usually passes by itself.'
            : 'No part of it that arrived holds a picture of a page: its beginning is missing or broken. What happened stands beside it all the same.'}
        </p>
      </div>
    )
  }
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={classes.cover}
        aria-label={playing ? 'Pause' : ended ? 'Play again' : 'Play'}
        onClick={playback.toggle}
      >
        {waiting || playing ? null : (
          <span className={classes.bigPlay}>
            <Icon name={ended ? 'back' : 'play'} size={26} />
          </span>
        )}
      </button>
      <div className={classes.says} role="status">
        {waiting ? (
          <span className={classes.bubble}>
            <Loader size={14} color="var(--ink-2)" /> Loading
          </span>
        ) : skipped ? (
          <span className={classes.bubble}>
            Skipped {formatDuration(Math.round((skipped.to - skipped.from) / 1000))} without activity
          </span>
        ) : null}
      </div>
    </>
  )
}
