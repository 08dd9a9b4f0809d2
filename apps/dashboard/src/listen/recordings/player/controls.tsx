import { ActionIcon, Button, SegmentedControl, Switch, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { Recording } from '@throughline/contract/recordings'
import type { RefObject } from 'react'
import { formatClock } from '../../../format/date.ts'
import { Icon } from '../../../ui/icon.tsx'
import { clockText } from './clock-text.ts'
import { totalOf } from './idle-stretches.ts'
import { type Playback, speeds } from './playback.ts'
import classes from './player.module.css'
import { useStore } from './store.ts'
import { toggleFullScreen } from './toggle-full-screen.ts'
import { momentLink } from './use-moment-link.ts'
import { stepToSignal } from './use-player-keys.ts'

/** Play, step, speed and the rest below the timeline. */
export function Controls(props: {
  playback: Playback
  recording: Recording
  timezone: string
  player: RefObject<HTMLElement | null>
}) {
  const { playback, recording } = props
  return (
    <div className={classes.controls}>
      <Transport playback={playback} recording={recording} />
      <Clock playback={playback} timezone={props.timezone} />
      <div className={classes.options}>
        <SkipIdle playback={playback} />
        <SpeedChoice playback={playback} />
        <CopyMoment playback={playback} />
        <Tooltip label="Full screen (F)">
          <ActionIcon
            variant="default"
            size={30}
            aria-label="Full screen"
            aria-keyshortcuts="f"
            onClick={() => toggleFullScreen(props.player.current)}
          >
            <Icon name="expand" size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}

function Transport({ playback, recording }: { playback: Playback; recording: Recording }) {
  const playing = useStore(playback.state, (state) => state.playing)
  const failed = useStore(playback.state, (state) => state.phase === 'failed')
  const none = recording.signals.length === 0
  return (
    <div className={classes.transport}>
      <Tooltip label={none ? 'No signal in this recording' : 'Signal before (P)'}>
        <ActionIcon
          size={30}
          aria-label="Signal before"
          aria-keyshortcuts="p"
          disabled={none}
          onClick={() => stepToSignal(playback, recording, 'previous')}
        >
          <Icon name="before" size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={playing ? 'Pause (space)' : 'Play (space)'}>
        <ActionIcon
          variant="filled"
          color="thread"
          radius="xl"
          size={38}
          aria-label={playing ? 'Pause' : 'Play'}
          aria-keyshortcuts="Space"
          disabled={failed}
          onClick={playback.toggle}
        >
          <Icon name={playing ? 'pause' : 'play'} size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={none ? 'No signal in this recording' : 'Next signal (N)'}>
        <ActionIcon
          size={30}
          aria-label="Next signal"
          aria-keyshortcuts="n"
          disabled={none}
          onClick={() => stepToSignal(playback, recording, 'next')}
        >
          <Icon name="after" size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

/** Where in the recording, and what the clock on the wall showed then. */
function Clock({ playback, timezone }: { playback: Playback; timezone: string }) {
  const second = useStore(playback.time, (time) => Math.floor(time / 1000))
  const { startedAt, durationMs } = playback.span
  const moment = new Date(startedAt + second * 1000).toISOString()
  return (
    <p className={classes.clock}>
      <span>
        <b>{clockText(second * 1000)}</b> / {clockText(durationMs)}
      </span>
      <small>
        <time dateTime={moment}>{formatClock(moment, timezone)}</time> {timezone}
      </small>
    </p>
  )
}

function SkipIdle({ playback }: { playback: Playback }) {
  const skipIdle = useStore(playback.state, (state) => state.skipIdle)
  const idle = useStore(playback.state, (state) => totalOf(state.idle))
  return (
    <Switch
      size="xs"
      checked={skipIdle}
      onChange={(event) => playback.setSkipIdle(event.currentTarget.checked)}
      label={
        <>
          Skip idle
          {idle > 0 ? (
            <span className={classes.idle}>
              <span className={classes.dashes} aria-hidden="true" />
              {clockText(idle)}
            </span>
          ) : null}
        </>
      }
    />
  )
}

function SpeedChoice({ playback }: { playback: Playback }) {
  const speed = useStore(playback.state, (state) => state.speed)
  return (
    <SegmentedControl
      aria-label="Speed"
      size="xs"
      data={speeds.map((one) => ({ value: String(one), label: `${one}×` }))}
      value={String(speed)}
      onChange={(value) => playback.setSpeed(speeds.find((one) => String(one) === value) ?? 1)}
    />
  )
}

function CopyMoment({ playback }: { playback: Playback }) {
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <Tooltip label="A link to this moment">
      <Button
        variant="default"
        leftSection={<Icon name={clipboard.copied ? 'check' : 'link'} size={14} />}
        onClick={() => clipboard.copy(momentLink(playback.time.get()))}
      >
        <span aria-live="polite">{clipboard.copied ? 'Link copied' : 'Copy link'}</span>
      </Button>
    </Tooltip>
  )
}
