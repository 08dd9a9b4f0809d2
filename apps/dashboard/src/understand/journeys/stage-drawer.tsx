import { Drawer, SegmentedControl } from '@mantine/core'
import type { StageName } from '@throughline/contract/journey-mapping'
import type { Journey, JourneyAnnotation } from '@throughline/contract/journeys'
import { useState } from 'react'
import { formatNumber } from '../../format/number.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { AnnotationForm } from './annotation-form.tsx'
import { AnnotationHistory } from './annotation-history.tsx'
import { nameOf } from './journey-sentence.tsx'
import { channelLabel, stageWords } from './journey-words.ts'
import classes from './stage-drawer.module.css'

/** A stage, or a touchpoint of it, opened at the side: what the team adds to it, and all of its touchpoints. */
export function StageDrawer(props: {
  journeys: readonly Journey[]
  stage: StageName | undefined
  touchpoint: string | undefined
  onOpen: (stage: StageName, touchpoint?: string) => void
  onClose: () => void
}) {
  const { journeys, stage, touchpoint } = props
  return (
    <Drawer
      opened={stage !== undefined}
      onClose={props.onClose}
      position="right"
      size={520}
      title={
        stage ? <DrawerTitle stage={stage} touchpoint={touchpoint} onBack={() => props.onOpen(stage)} /> : ''
      }
      closeButtonProps={{ 'aria-label': 'Close the stage' }}
      classNames={{ content: classes.paper ?? '', header: classes.paper ?? '' }}
    >
      {stage ? (
        <StageDetail
          key={`${stage} ${touchpoint ?? ''}`}
          journeys={journeys}
          stage={stage}
          touchpoint={touchpoint}
          onOpen={(name) => props.onOpen(stage, name)}
        />
      ) : null}
    </Drawer>
  )
}

function DrawerTitle(props: { stage: StageName; touchpoint: string | undefined; onBack: () => void }) {
  const { label } = stageWords[props.stage]
  if (props.touchpoint === undefined) return <b className={classes.title}>{label}</b>
  return (
    <span className={classes.title}>
      <button type="button" className={classes.back} onClick={props.onBack}>
        {label}
      </button>
      {' › '}
      <b>{props.touchpoint}</b>
    </span>
  )
}

function StageDetail(props: {
  journeys: readonly Journey[]
  stage: StageName
  touchpoint: string | undefined
  onOpen: (touchpoint: string) => void
}) {
  const { journeys, stage, touchpoint } = props
  const segments = journeys.flatMap(({ segment }) => (segment ? [segment] : []))
  const [scope, setScope] = useState(segments.length > 0 && !journeys.some(isEveryone) ? segments[0]?.id : '')
  const of = journeys.find(({ segment }) => (segment?.id ?? '') === scope) ?? journeys[0]
  const view = of?.stages.find((one) => one.stage === stage)
  if (!view || !of) return null
  const annotation = annotationFor(view, touchpoint)
  const place = {
    stage,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(scope ? { segment: scope } : {}),
  }
  return (
    <div className={classes.detail}>
      {touchpoint === undefined ? <p className={classes.about}>{stageWords[stage].about}</p> : null}
      {segments.length > 0 ? (
        <div>
          <p className={classes.label} id="written-for">
            Written for
          </p>
          <SegmentedControl
            aria-labelledby="written-for"
            value={scope ?? ''}
            onChange={setScope}
            data={[
              { value: '', label: 'Everyone' },
              ...segments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            size="xs"
          />
        </div>
      ) : null}
      <AnnotationForm key={scope ?? ''} place={place} annotation={annotation} measured={view.emotion} />
      <AnnotationHistory place={place} />
      {touchpoint === undefined ? (
        <section>
          <h3>Touchpoints of {nameOf(of) === 'Everyone' ? 'everyone' : `“${nameOf(of)}”`}</h3>
          <p className={classes.hint}>People and visits of the period; open one to write about it.</p>
          <DataTable
            caption={`Touchpoints of ${stageWords[stage].label}`}
            rows={view.touchpoints}
            rowKey={(row) => `${row.channel} ${row.touchpoint}`}
            columns={[
              {
                key: 'touchpoint',
                header: 'Touchpoint',
                value: (row) => row.touchpoint,
                cell: (row) => (
                  <button type="button" className={classes.back} onClick={() => props.onOpen(row.touchpoint)}>
                    {row.touchpoint}
                  </button>
                ),
              },
              { key: 'channel', header: 'Channel', value: (row) => channelLabel(row.channel) },
              { key: 'people', header: 'People', value: (row) => row.people },
              { key: 'visits', header: 'Visits', value: (row) => row.sessions },
              { key: 'events', header: 'Events', value: (row) => row.events },
            ]}
          />
        </section>
      ) : (
        <TouchpointFigures rows={view.touchpoints.filter((row) => row.touchpoint === touchpoint)} />
      )}
    </div>
  )
}

function TouchpointFigures({ rows }: { rows: Journey['stages'][number]['touchpoints'] }) {
  if (rows.length === 0) return <p className={classes.hint}>Nobody used it in this period.</p>
  return (
    <section>
      <h3>In this period</h3>
      <ul className={classes.figures}>
        {rows.map(({ channel, people, sessions, events }) => (
          <li key={channel}>
            {channelLabel(channel)}: {formatNumber(people)} people, {formatNumber(sessions)} visits,{' '}
            {formatNumber(events)} events
          </li>
        ))}
      </ul>
    </section>
  )
}

const isEveryone = ({ segment }: Journey): boolean => segment === null

/** A touchpoint of several channels has one annotation. */
function annotationFor(
  view: Journey['stages'][number],
  touchpoint: string | undefined,
): JourneyAnnotation | null {
  if (touchpoint === undefined) return view.annotation
  return view.touchpoints.find((one) => one.touchpoint === touchpoint && one.annotation)?.annotation ?? null
}
