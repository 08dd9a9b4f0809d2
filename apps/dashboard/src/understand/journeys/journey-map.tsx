import type { StageName } from '@throughline/contract/journey-mapping'
import type { Journey } from '@throughline/contract/journeys'
import { Card } from '../../ui/card.tsx'
import classes from './journey-map.module.css'
import { nameOf } from './journey-sentence.tsx'
import { StageColumn } from './stage-column.tsx'
import { ThreadGutter } from './thread-gutter.tsx'
import { ThreadStrip } from './thread-strip.tsx'

/** The map: the thread above, its six stages below it; on a phone the stages stack and the thread runs down beside them. */
export function JourneyMap(props: { journeys: readonly Journey[]; onOpen: (stage: StageName) => void }) {
  const { journeys, onOpen } = props
  const [first] = journeys
  if (!first) return null
  return (
    <Card>
      <div className={classes.map}>
        {journeys.length > 1 ? (
          <ul className={classes.legend} aria-label="Whose journeys these are">
            {journeys.map((journey, index) => (
              <li key={nameOf(journey)}>
                <span className={classes.key} data-second={index > 0 || undefined} aria-hidden="true" />
                {nameOf(journey)}
              </li>
            ))}
          </ul>
        ) : null}
        <ThreadStrip journeys={journeys} />
        <ol className={classes.stages}>
          {first.stages.map(({ stage }, index) => (
            <li key={stage} className={classes.stage}>
              {journeys.map((journey, place) => (
                <ThreadGutter
                  key={nameOf(journey)}
                  journey={journey}
                  index={index}
                  color={place === 0 ? 'thread' : 'series-2'}
                />
              ))}
              <StageColumn journeys={journeys} index={index} onOpen={() => onOpen(stage)} />
            </li>
          ))}
        </ol>
      </div>
    </Card>
  )
}
