import { type VitalBand, type VitalMetric, vitalBandOf } from '@throughline/contract/vitals'
import classes from './speed.module.css'
import { bandTones, bandWords } from './vital-words.ts'

const shapes: Readonly<Record<VitalBand, string>> = { good: '●', 'needs-improvement': '◆', poor: '▲' }

/** A band as a shape in its colour, with its word for those who see neither or where there is room. */
export function BandMark(props: { band: VitalBand; withWord?: boolean }) {
  const { band, withWord = false } = props
  return (
    <span className={classes.mark} data-tone={bandTones[band]} title={bandWords[band]}>
      <span aria-hidden="true">{shapes[band]}</span>{' '}
      <span className={withWord ? undefined : 'visually-hidden'}>{bandWords[band]}</span>
    </span>
  )
}

/** The mark of the band that a value is in. */
export function MarkOf(props: { metric: VitalMetric; value: number; withWord?: boolean }) {
  const { metric, value, ...rest } = props
  return <BandMark band={vitalBandOf(metric, value)} {...rest} />
}
