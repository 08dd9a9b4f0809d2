import type { Finding } from '@throughline/contract/friction'
import classes from '../friction.module.css'
import { FindingRow } from './finding-row.tsx'
import type { MoneyAxis } from './money-axis.ts'
import { useWidth } from './use-width.ts'

/** Below this, course and money go to a line of their own under the text. */
const roomy = 600
/** Of the course with its gap. */
const sparkWidth = 112

/** The axis is as long as the row can give: a third of it beside the text, all that is left below it. */
function markWidthIn(width: number): number {
  if (width > 0 && width < roomy) return Math.max(180, width - sparkWidth)
  return Math.max(250, Math.round(width * 0.33))
}

/** Findings ranked by money, all on one axis. */
export function FindingList(props: {
  findings: readonly Finding[]
  axis: MoneyAxis
  currency: string
  timezone: string
}) {
  const { findings, ...row } = props
  const { ref, width } = useWidth<HTMLOListElement>()
  const narrow = width > 0 && width < roomy
  return (
    <ol ref={ref} className={classes.findings} data-narrow={narrow || undefined}>
      {findings.map((finding) => (
        <FindingRow key={finding.id} finding={finding} {...row} markWidth={markWidthIn(width)} />
      ))}
    </ol>
  )
}
