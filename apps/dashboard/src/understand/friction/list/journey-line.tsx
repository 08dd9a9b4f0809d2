import type { Finding, FrictionAnswer } from '@throughline/contract/friction'
import { formatCompact, formatCount, formatRoughMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import classes from '../friction.module.css'
import { moneyByStep, type StepMoney } from './money-by-step.ts'
import { useWidth } from './use-width.ts'

const height = 62
const lineY = 34
const largestRadius = 22
/** Below this a step's name no longer fits under its point. */
const leastColumn = 84

/**
 * The journey as one unbroken line through its steps; what is at risk sits on it, as large as its money. A step that
 * has any can be chosen.
 */
export function JourneyLine(props: {
  steps: FrictionAnswer['steps']
  findings: readonly Finding[]
  currency: string
  chosen: string | undefined
  onChoose: (step: string | undefined) => void
}) {
  const { currency, chosen, onChoose } = props
  const { ref, width } = useWidth<HTMLDivElement>()
  const steps = moneyByStep(props.steps, props.findings)
  if (steps.length < 2 || props.findings.length === 0) return null
  const column = Math.max(leastColumn, width / steps.length)
  return (
    <Card
      title="Where on the way"
      hint="Sessions that come to each step; a circle’s area is the money at risk there in this period"
    >
      <div ref={ref} className={classes.journey}>
        {width > 0 ? (
          <div style={{ width: column * steps.length }}>
            <Line steps={steps} column={column} />
            <ol className={classes.steps} style={{ gridTemplateColumns: `repeat(${steps.length}, 1fr)` }}>
              {steps.map((step) => (
                <li key={step.name}>
                  <StepName
                    step={step}
                    currency={currency}
                    chosen={step.name === chosen}
                    onChoose={() => onChoose(step.name === chosen ? undefined : step.name)}
                  />
                </li>
              ))}
            </ol>
          </div>
        ) : (
          <div style={{ height: height + 58 }} />
        )}
      </div>
    </Card>
  )
}

function Line({ steps, column }: { steps: readonly StepMoney[]; column: number }) {
  const most = Math.max(...steps.map(({ money }) => money))
  const width = column * steps.length
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false">
      <path
        d={threadOf(steps.length, column)}
        fill="none"
        stroke="var(--thread)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      {steps.map(({ name, money }, index) => {
        const at = { cx: (index + 0.5) * column, cy: lineY }
        return money > 0 ? (
          <circle
            key={name}
            {...at}
            r={Math.max(5, largestRadius * Math.sqrt(money / most))}
            fill="var(--loss-soft)"
            stroke="var(--loss)"
            strokeWidth="1.6"
          />
        ) : (
          <circle key={name} {...at} r="4" fill="var(--card)" stroke="var(--thread)" strokeWidth="2.2" />
        )
      })}
    </svg>
  )
}

/** The thread swings a little between its steps, as in the mark of the product. */
function threadOf(count: number, column: number): string {
  const points = Array.from({ length: count }, (_, index) => (index + 0.5) * column)
  const parts = points.slice(1).map((x, index) => {
    const swing = index % 2 === 0 ? -9 : 9
    return `C ${x - column * 0.62} ${lineY + swing} ${x - column * 0.38} ${lineY + swing} ${x} ${lineY}`
  })
  return `M 4 ${lineY} L ${points[0]} ${lineY} ${parts.join(' ')} L ${count * column - 4} ${lineY}`
}

function StepName(props: { step: StepMoney; currency: string; chosen: boolean; onChoose: () => void }) {
  const { name, sessions, money, findings } = props.step
  const words = (
    <>
      <b>{name}</b>
      <small data-figures title={formatCount(sessions, 'session')}>
        {formatCompact(sessions)}
        <span className="visually-hidden"> sessions</span>
      </small>
    </>
  )
  if (findings === 0) return <div className={classes.step}>{words}</div>
  return (
    <button
      type="button"
      className={classes.step}
      aria-pressed={props.chosen}
      onClick={props.onChoose}
      title={`${formatCount(findings, 'finding')}: show only ${findings === 1 ? 'it' : 'them'}`}
    >
      {words}
      <em data-figures>
        {formatRoughMoney(money, props.currency)}
        <span className="visually-hidden"> at risk</span>
      </em>
    </button>
  )
}
