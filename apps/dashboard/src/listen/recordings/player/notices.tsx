import { Button } from '@mantine/core'
import type { Recording } from '@throughline/contract/recordings'
import { formatCount } from '../../../format/number.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Playback } from './playback.ts'
import classes from './player.module.css'
import { useStore } from './store.ts'
import { hostWords, troubleWords } from './trouble-words.ts'

/** What can't be shown and why, in plain words below the player. */
export function Notices(props: {
  playback: Playback
  recording: Recording
  onAllow: (hosts: readonly string[]) => void
}) {
  const troubles = useStore(props.playback.state, (state) => state.troubles)
  const words = troubleWords(troubles, Math.max(-1, ...props.recording.chunks) + 1)
  const { hosts } = troubles
  return (
    <div role="status">
      <ul className={classes.notices}>
        {words.map((text) => (
          <li key={text}>
            <Icon name="alert" size={15} />
            <span>{text}</span>
          </li>
        ))}
        {hosts.length > 0 ? (
          <li>
            <Icon name="alert" size={15} />
            <span>{hostWords(hosts)}</span>
            <Button variant="default" size="compact-sm" onClick={() => props.onAllow(hosts)}>
              Load from {hosts.length === 1 ? 'it' : formatCount(hosts.length, 'site')}
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}
