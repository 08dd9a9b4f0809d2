import { Tabs } from '@mantine/core'
import type { Recording } from '@throughline/contract/recordings'
import { useMemo } from 'react'
import { formatDuration, formatNumber } from '../../../format/number.ts'
import { capital, signalLooks } from '../signal-look.ts'
import { SignalMark } from '../signal-mark.tsx'
import { MomentList } from './moment-list.tsx'
import type { Playback } from './playback.ts'
import type { SideLine } from './side-lines.ts'
import classes from './side-lists.module.css'
import { beforeSignal, placedSignals } from './signal-clusters.ts'
import { useStore } from './store.ts'

/** What happened, in lists that follow the player and lead to each moment. */
export function SideLists({ playback, recording }: { playback: Playback; recording: Recording }) {
  const { startedAt, durationMs } = playback.span
  const lines = useStore(playback.state, (state) => state.lines)
  const signals = useMemo(
    () => placedSignals(recording.signals, startedAt, durationMs).map(withKey),
    [recording.signals, startedAt, durationMs],
  )
  const pages = recording.pageViews.map((page, place) =>
    withKey({ ...page, time: Math.max(0, page.at - startedAt) }, place),
  )
  const timed = useMemo(() => lines.map((line, place) => withKey({ ...line, time: line.at }, place)), [lines])
  const written = timed.filter(({ kind }) => kind === 'console')
  const asked = timed.filter(({ kind }) => kind === 'network')
  return (
    <Tabs defaultValue={signals.length > 0 ? 'signals' : 'pages'} keepMounted={false}>
      <Tabs.List className={classes.tabs ?? ''}>
        <Tab value="signals" label="Signals" count={signals.length} />
        <Tab value="pages" label="Pages" count={pages.length} />
        <Tab value="console" label="Console" count={written.length} />
        <Tab value="network" label="Network" count={asked.length} />
      </Tabs.List>
      <Tabs.Panel value="signals">
        <MomentList
          label="Signals"
          playback={playback}
          items={signals}
          none="Nothing went wrong in this visit, as far as the page could tell."
          goTo={({ time }) => beforeSignal(time)}
          draw={({ signal, elementText, element, detail, path }) => (
            <>
              <span className={classes.what}>
                <SignalMark signal={signal} />
                <b>{capital(signalLooks[signal].one)}</b>
              </span>
              <small>
                {[elementText ? `“${elementText}”` : element, detail, path].filter(Boolean).join(' · ')}
              </small>
            </>
          )}
        />
      </Tabs.Panel>
      <Tabs.Panel value="pages">
        <MomentList
          label="Pages"
          playback={playback}
          items={pages}
          none="No page was told of."
          draw={({ path, title }) => (
            <>
              <b className={classes.path}>{path}</b>
              {title ? <small>{title}</small> : null}
            </>
          )}
        />
      </Tabs.Panel>
      <Tabs.Panel value="console">
        <MomentList
          label="Console"
          playback={playback}
          items={written}
          none="No warning and no error was written into the console."
          draw={(line) => <ConsoleLine line={line} />}
        />
      </Tabs.Panel>
      <Tabs.Panel value="network">
        <MomentList
          label="Network"
          playback={playback}
          items={asked}
          none="No request failed or took longer than a second."
          draw={(line) => <NetworkLine line={line} />}
        />
      </Tabs.Panel>
    </Tabs>
  )
}

/** Lines of one moment differ by nothing but their place. */
function withKey<Line extends object>(line: Line, place: number): Line & { readonly key: string } {
  return { ...line, key: String(place) }
}

function Tab({ value, label, count }: { value: string; label: string; count: number }) {
  return (
    <Tabs.Tab value={value} className={classes.tab ?? ''}>
      {label} <span className={classes.count}>{formatNumber(count)}</span>
    </Tabs.Tab>
  )
}

function ConsoleLine({ line }: { line: SideLine }) {
  return (
    <span className={classes.code} data-tone={line.tone}>
      {line.tone === 'ink' ? null : <b>{line.label} </b>}
      {line.text}
      {line.note ? <i> {line.note}</i> : null}
    </span>
  )
}

function NetworkLine({ line }: { line: SideLine }) {
  return (
    <span className={classes.request} data-tone={line.tone}>
      <span className={classes.code}>
        <b>{line.label}</b> {withoutOrigin(line.text)}
      </span>
      <small>
        <b>{line.note}</b>
        {line.durationMs === undefined ? null : ` · ${formatDuration(line.durationMs / 1000)}`}
      </small>
    </span>
  )
}

/** The path is what differs; the site's own address stands in every line. */
function withoutOrigin(url: string): string {
  return url.replace(/^https?:\/\/([^/]+)\/?/, (_, host: string) => `${host}/`)
}
