import type { JourneyStage } from '@throughline/contract/journeys'
import { formatCompact, formatNumber } from '../../format/number.ts'
import classes from './journey-map.module.css'
import { channelLabel } from './journey-words.ts'

/** As many as a column holds; the open stage shows all. */
const shown = 6

interface Row {
  readonly touchpoint: string
  readonly channel: string
  readonly people: readonly number[]
}

/** Touchpoints under their channel with their people, most first. */
export function TouchpointList(props: {
  views: readonly { readonly name: string; readonly view: JourneyStage }[]
  onMore: () => void
}) {
  const rows = rowsOf(props.views.map(({ view }) => view))
  if (rows.length === 0) return <p className={classes.hint}>No touchpoint was used.</p>
  const first = rows.slice(0, shown)
  const channels = [...new Set(first.map(({ channel }) => channel))]
  return (
    <>
      {channels.map((channel) => (
        <div key={channel} className={classes.channel}>
          <h3>{channelLabel(channel)}</h3>
          <ul>
            {first
              .filter((row) => row.channel === channel)
              .map(({ touchpoint, people }) => (
                <li key={touchpoint}>
                  <span>{touchpoint}</span>
                  <span data-figures className={classes.counts}>
                    {people.map((count, index) => (
                      <span key={props.views[index]?.name} title={`${formatNumber(count)} people`}>
                        {formatCompact(count)}
                      </span>
                    ))}
                    <span className="visually-hidden"> people</span>
                  </span>
                </li>
              ))}
          </ul>
        </div>
      ))}
      {rows.length > shown ? (
        <button type="button" className={classes.add} onClick={props.onMore}>
          {formatNumber(rows.length - shown)} more<span className="visually-hidden"> touchpoints</span>
        </button>
      ) : null}
    </>
  )
}

/** The touchpoints of all views, each with its people in each. */
function rowsOf(views: readonly JourneyStage[]): Row[] {
  const keys = new Map<string, { touchpoint: string; channel: string }>()
  for (const { touchpoints } of views)
    for (const { touchpoint, channel } of touchpoints)
      keys.set(JSON.stringify([channel, touchpoint]), { touchpoint, channel })
  return [...keys.values()]
    .map(({ touchpoint, channel }) => ({
      touchpoint,
      channel,
      people: views.map(
        ({ touchpoints }) =>
          touchpoints.find((one) => one.touchpoint === touchpoint && one.channel === channel)?.people ?? 0,
      ),
    }))
    .sort((a, b) => Math.max(...b.people) - Math.max(...a.people))
}
