/** An estimate and the bounds of its 95 % interval. */
export interface Estimate {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/**
 * The signature mark: a dot for the estimate, a soft band for its 95 % interval, on an axis from 0 to `max` that all
 * rows of a list share. Where the interval reaches below zero, give `min` too.
 */
export function IntervalMark(props: {
  value: Estimate
  max: number
  min?: number
  tone: 'loss' | 'gain' | 'thread'
  format: (value: number) => string
  /** The interval in figures, below the estimate. */
  bounds?: string
  width?: number
}) {
  const { value, max, min = 0, tone, format, bounds, width = 250 } = props
  const axis = width - 100
  const at = (amount: number): number => {
    const share = (Math.min(max, Math.max(min, amount)) - min) / (max - min || 1)
    return 6 + share * (axis - 12)
  }
  const label = `${format(value.estimate)}, between ${format(value.low)} and ${format(value.high)} (95 % interval)`
  return (
    <svg width={width} height={bounds === undefined ? 26 : 34} role="img" aria-label={label}>
      <title>{label}</title>
      <line x1="4" x2={axis - 4} y1="13" y2="13" stroke="var(--line)" />
      {min < 0 ? (
        <line x1={at(0)} x2={at(0)} y1="5" y2="21" stroke="var(--ink-3)" strokeDasharray="2 2" />
      ) : null}
      <rect
        x={at(value.low)}
        y="8"
        width={Math.max(2, at(value.high) - at(value.low))}
        height="10"
        rx="5"
        fill={`var(--${tone}-soft)`}
      />
      <circle cx={at(value.estimate)} cy="13" r="4" fill={`var(--${tone})`} />
      <text x={width} y="17" textAnchor="end" fill="var(--ink)" fontWeight="600" fontSize="12.5">
        {format(value.estimate)}
      </text>
      {bounds === undefined ? null : (
        <text x={width} y="31" textAnchor="end" fill="var(--ink-3)" fontSize="11">
          {bounds}
        </text>
      )}
    </svg>
  )
}
