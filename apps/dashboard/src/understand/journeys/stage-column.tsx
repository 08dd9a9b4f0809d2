import type { Journey, JourneyRate, JourneyStage } from '@throughline/contract/journeys'
import type { ReactNode } from 'react'
import { formatCount, formatDuration, formatMoney, formatNumber } from '../../format/number.ts'
import classes from './journey-map.module.css'
import { nameOf } from './journey-sentence.tsx'
import { feelingFigure, feelingWord, stageWords } from './journey-words.ts'
import { RateMark } from './rate-mark.tsx'
import { TouchpointList } from './touchpoint-list.tsx'

/** One stage in figures; of two journeys the figures stand side by side. */
export function StageColumn(props: { journeys: readonly Journey[]; index: number; onOpen: () => void }) {
  const { journeys, index } = props
  const views = journeys.flatMap((journey) => {
    const view = journey.stages[index]
    return view ? [{ name: nameOf(journey), view }] : []
  })
  const [first] = views
  if (!first) return null
  const { stage } = first.view
  const goal = views.find(({ view }) => view.annotation?.goal)?.view.annotation?.goal
  const pair = views.length > 1 || undefined
  const each = (draw: (view: JourneyStage) => ReactNode) => (
    <div className={classes.sides} data-pair={pair}>
      {views.map(({ name, view }) => (
        <div key={name}>
          {pair ? <span className="visually-hidden">{name}: </span> : null}
          {draw(view)}
        </div>
      ))}
    </div>
  )
  const rates = (
    label: string,
    rateOf: (view: JourneyStage) => JourneyRate | null,
    tone: 'thread' | 'loss',
  ) =>
    views.some(({ view }) => rateOf(view)) ? (
      <div>
        {each((view) => (
          <RateMark rate={rateOf(view)} tone={tone} />
        ))}
        <p className={classes.rateLabel}>{label}</p>
      </div>
    ) : null
  return (
    <>
      <div>
        <h2>
          <button type="button" className={classes.open} onClick={props.onOpen} title="Open the stage">
            {stageWords[stage].label}
          </button>
        </h2>
        {each((view) => (
          <p className={classes.people}>
            <b data-figures>{formatNumber(view.people)}</b>
            <span className={classes.hint}>{view.people === 1 ? 'person' : 'people'}</span>
          </p>
        ))}
      </div>
      <p className={classes.goal}>
        {goal ? (
          <>Wants to: {goal}</>
        ) : (
          <button type="button" className={classes.add} onClick={props.onOpen}>
            Add what they want<span className="visually-hidden"> in {stageWords[stage].label}</span>
          </button>
        )}
      </p>
      <div>
        {rates('go on to a later stage', ({ onward }) => onward, 'thread')}
        {each((view) => (
          <p className={classes.hint}>{timeText(view)}</p>
        ))}
      </div>
      <div className={classes.stack}>
        {stage === 'advocacy' ? null : rates('take their last step here', ({ dropOff }) => dropOff, 'loss')}
        {rates('of visits end after one page', ({ bounce }) => bounce, 'loss')}
      </div>
      <div>
        {each((view) => (
          <Feeling view={view} />
        ))}
        {each((view) => (
          <Money view={view} />
        ))}
      </div>
      <div>
        <TouchpointList views={views} onMore={props.onOpen} />
      </div>
    </>
  )
}

function timeText({ stage, onward, secondsToOnward }: JourneyStage): string {
  if (stage === 'advocacy' || !onward) return ''
  return secondsToOnward === null
    ? 'none yet has gone on'
    : `after ${formatDuration(secondsToOnward)}, median`
}

function Feeling({ view }: { view: JourneyStage }) {
  const { source, value, low, high, answers } = view.emotion
  if (source === 'unknown' || value === null) return null
  const interval = low === null || high === null ? '' : ` (${feelingFigure(low)} to ${feelingFigure(high)})`
  return (
    <p className={classes.fact}>
      {feelingWord(value)} {feelingFigure(value)}
      <span className={classes.hint}>
        {interval} {source === 'measured' ? `from ${formatCount(answers, 'answer')}` : 'assumed by your team'}
      </span>
    </p>
  )
}

function Money({ view }: { view: JourneyStage }) {
  return view.revenue.map(({ currency, orders, total }) => (
    <p key={currency} className={classes.fact}>
      {formatMoney(Number(total), currency)}
      <span className={classes.hint}> from {formatCount(orders, 'order')}</span>
    </p>
  ))
}
