import { type MeasuredVital, type VitalMetric, vitalBandOf } from '@throughline/contract/vitals'
import { formatCount, formatNumber, formatShare } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { placeOnBands } from './band-axis.ts'
import { BandMark } from './band-mark.tsx'
import classes from './speed.module.css'
import {
  bandTones,
  bandWords,
  formatBound,
  formatVital,
  formatVitalRange,
  vitalWords,
} from './vital-words.ts'

/** All metrics at the 75th percentile, on one axis of bands; one of them is looked into further down. */
export function VitalsCard(props: {
  metrics: readonly MeasuredVital[]
  chosen: VitalMetric
  onChoose: (metric: VitalMetric) => void
}) {
  return (
    <Card
      title="Web vitals at the 75th percentile"
      hint="Three page views of four were at least this good · dot: estimate, band: its 95 % interval · choose one to look into"
    >
      <div className={classes.axisHead} aria-hidden="true">
        <span data-tone="gain">good</span>
        <span data-tone="warn">needs improvement</span>
        <span data-tone="loss">poor</span>
      </div>
      <ul className={classes.vitals}>
        {props.metrics.map((vital) => (
          <li key={vital.metric}>
            <VitalRow
              vital={vital}
              chosen={vital.metric === props.chosen}
              onChoose={() => props.onChoose(vital.metric)}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function VitalRow(props: { vital: MeasuredVital; chosen: boolean; onChoose: () => void }) {
  const { vital, chosen } = props
  const { metric, views, p75 } = vital
  const { name, plain } = vitalWords[metric]
  return (
    <button
      type="button"
      className={classes.vital}
      aria-pressed={chosen}
      onClick={props.onChoose}
      disabled={views === 0}
    >
      <span className={classes.name}>
        <b>{metric}</b> {name}
        <small>{plain}</small>
      </span>
      <Axis vital={vital} />
      <span className={classes.value} data-figures>
        {p75 ? (
          <>
            <b>{formatVital(metric, p75.estimate)}</b>
            <BandMark band={vitalBandOf(metric, p75.estimate)} withWord />
            <small>
              <span className="visually-hidden">95 % interval </span>
              {formatVitalRange(metric, p75.low, p75.high)}
            </small>
          </>
        ) : (
          <small>{views === 0 ? 'not measured' : `${formatCount(views, 'view')}: too few to tell`}</small>
        )}
      </span>
      <Shares vital={vital} />
    </button>
  )
}

/** The estimate and its interval among the three bands, whose bounds stand below them. */
function Axis({ vital: { metric, p75 } }: { vital: MeasuredVital }) {
  const at = (value: number): string => `${placeOnBands(metric, value) * 100}%`
  const tone = p75 && bandTones[vitalBandOf(metric, p75.estimate)]
  return (
    <span className={classes.axis} aria-hidden="true">
      <span className={classes.bands}>
        <i data-tone="gain" />
        <i data-tone="warn" />
        <i data-tone="loss" />
        {p75 ? (
          <>
            <span
              className={classes.interval}
              data-tone={tone}
              style={{ left: at(p75.low), right: `calc(100% - ${at(p75.high)})` }}
            />
            <span className={classes.dot} data-tone={tone} style={{ left: at(p75.estimate) }} />
          </>
        ) : null}
      </span>
      <span className={classes.bounds} data-figures>
        <span>{formatBound(metric, 'good')}</span>
        <span>{formatBound(metric, 'poor')}</span>
      </span>
    </span>
  )
}

/** How the views share out into the bands. */
function Shares({ vital: { bands, views } }: { vital: MeasuredVital }) {
  if (bands.length === 0) return <span className={classes.shares} />
  const words = bands
    .map(
      ({ band, estimate, low, high }) =>
        `${formatShare(estimate)} ${bandWords[band]} (${formatShare(low)}–${formatShare(high)})`,
    )
    .join(', ')
  return (
    <span className={classes.shares} title={`${words}, of ${formatCount(views, 'view')}`}>
      <span className={classes.stack} aria-hidden="true">
        {bands.map(({ band, estimate }) => (
          <i key={band} data-tone={bandTones[band]} style={{ width: `${estimate * 100}%` }} />
        ))}
      </span>
      <small data-figures>
        <span className="visually-hidden">{words}. </span>
        <span aria-hidden="true">{formatShare(bands[0]?.estimate ?? 0)} good</span> · {formatNumber(views)}{' '}
        views
      </small>
    </span>
  )
}
