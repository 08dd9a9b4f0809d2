import type { HeatmapBand } from './heatmap-bands.ts'
import classes from './heatmaps.module.css'

/** The bands from the top of the page to its end; in sync with those on the page. */
export function BandList(props: {
  bands: readonly HeatmapBand[]
  active: string | undefined
  onActive: (key: string | undefined) => void
}) {
  return (
    <ol className={classes.list}>
      {props.bands.map(({ key, label, text, note, strength }) => (
        <li key={key}>
          <button
            type="button"
            className={classes.bandRow}
            data-active={key === props.active || undefined}
            onMouseEnter={() => props.onActive(key)}
            onMouseLeave={() => props.onActive(undefined)}
            onFocus={() => props.onActive(key)}
            onBlur={() => props.onActive(undefined)}
          >
            <span>{label}</span>
            <span className={classes.bandBar} aria-hidden="true">
              <span style={{ width: `${strength * 100}%` }} />
            </span>
            <b data-figures>{text}</b>
            <small data-figures>{note}</small>
          </button>
        </li>
      ))}
    </ol>
  )
}
