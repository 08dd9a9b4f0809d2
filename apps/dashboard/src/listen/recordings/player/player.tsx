import { getRouteApi } from '@tanstack/react-router'
import type { Recording } from '@throughline/contract/recordings'
import { type CSSProperties, useRef } from 'react'
import { timeOf } from '../recordings-search.ts'
import { useAllowedHosts } from './allowed-hosts.ts'
import { Controls } from './controls.tsx'
import { Notices } from './notices.tsx'
import classes from './player.module.css'
import { SideLists } from './side-lists.tsx'
import { StageCover } from './stage-cover.tsx'
import { Timeline } from './timeline.tsx'
import { useMomentLink } from './use-moment-link.ts'
import { usePlayback } from './use-playback.ts'
import { usePlayerKeys } from './use-player-keys.ts'

const route = getRouteApi('/shell/recordings/$id')

/** The visitor's page with timeline and controls, and beside it what happened, all at one time. */
export function Player({ recording, timezone }: { recording: Recording; timezone: string }) {
  const { t } = route.useSearch()
  const scope = useRef<HTMLDivElement>(null)
  const player = useRef<HTMLElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const [hosts, allow] = useAllowedHosts()
  const playback = usePlayback(recording, place, hosts, t === undefined ? undefined : timeOf(t))
  useMomentLink(playback)
  usePlayerKeys(playback, recording, scope, player)
  const { width, height } = recording.viewport
  const shape = { '--shape': `${width} / ${height}` } as CSSProperties
  return (
    <div className={classes.cols} ref={scope}>
      <div className={classes.main}>
        <section ref={player} className={classes.player} aria-label="Player">
          <div className={classes.stage} style={shape}>
            <div ref={place} className={classes.window} />
            {playback ? <StageCover playback={playback} /> : null}
          </div>
          <div className={classes.below}>
            {playback ? (
              <>
                <Timeline playback={playback} recording={recording} />
                <Controls playback={playback} recording={recording} timezone={timezone} player={player} />
                <p className={classes.keys}>
                  <span>
                    <kbd>space</kbd> plays
                  </span>
                  <span>
                    <kbd>←</kbd> <kbd>→</kbd> go five seconds
                  </span>
                  <span>
                    <kbd>N</kbd> next signal
                  </span>
                  <span>
                    <kbd>P</kbd> signal before
                  </span>
                  <span>
                    <kbd>F</kbd> full screen
                  </span>
                </p>
              </>
            ) : null}
          </div>
        </section>
        {playback ? <Notices playback={playback} recording={recording} onAllow={allow} /> : null}
      </div>
      <aside className={classes.side} aria-label="What happened">
        {playback ? <SideLists playback={playback} recording={recording} /> : null}
      </aside>
    </div>
  )
}
