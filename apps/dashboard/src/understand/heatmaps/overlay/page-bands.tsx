import { bandOpacity, type HeatmapBand } from '../heatmap-bands.ts'
import classes from '../heatmaps.module.css'

/** Bands of scroll reach or attention across the page, each with its figure. */
export function PageBands(props: {
  bands: readonly HeatmapBand[]
  height: number
  /** Of a usual window, in px as drawn: what lies above is seen without scrolling. */
  fold: number | null
  active: string | undefined
  onActive: (key: string | undefined) => void
}) {
  const { bands, height, fold, active } = props
  const thin = height / bands.length < 18
  return (
    <>
      {bands.map(({ key, from, to, strength, label, text }, index) => (
        <button
          type="button"
          key={key}
          className={classes.band}
          aria-label={`${label}: ${text}`}
          data-active={key === active || undefined}
          style={{ top: from * height, height: (to - from) * height }}
          onMouseEnter={() => props.onActive(key)}
          onMouseLeave={() => props.onActive(undefined)}
          onFocus={() => props.onActive(key)}
          onBlur={() => props.onActive(undefined)}
        >
          <span className={classes.tint} style={{ opacity: bandOpacity(strength) }} />
          {!thin || index % 2 === 0 || key === active ? <span className={classes.figure}>{text}</span> : null}
        </button>
      ))}
      {fold !== null && fold < height ? (
        <div className={classes.fold} style={{ top: fold }}>
          <span>a usual window ends here</span>
        </div>
      ) : null}
    </>
  )
}
