/** The course of a value in a line of text. Decoration: the numbers beside it carry the meaning. */
export function Sparkline(props: {
  values: readonly number[]
  width?: number
  tone?: 'thread' | 'loss' | 'gain'
  /** Index at which something happened, such as a release. */
  mark?: number
}) {
  const { values, width = 96, tone = 'thread', mark } = props
  if (values.length < 2) return <svg width={width} height={26} aria-hidden="true" />
  const top = Math.max(...values, 0) || 1
  const points = values.map((value, index) => ({
    x: 3 + (index * (width - 6)) / (values.length - 1),
    y: 23 - (value / top) * 20,
  }))
  const last = points.at(-1)
  const marked = mark === undefined ? undefined : points[mark]
  return (
    <svg width={width} height={26} aria-hidden="true" focusable="false">
      {marked ? (
        <line x1={marked.x} x2={marked.x} y1="2" y2="25" stroke="var(--line)" strokeDasharray="2 2" />
      ) : null}
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke={`var(--${tone})`}
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      {last ? <circle cx={last.x} cy={last.y} r="2.4" fill={`var(--${tone})`} /> : null}
    </svg>
  )
}
