import type { FrictionAnswer } from '@throughline/contract/friction'
import { formatCount } from '../format/number.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { filterFindings } from '../understand/friction/filter-findings.ts'
import { frictionSentence } from '../understand/friction/friction-sentence.ts'
import { useFriction } from '../understand/friction/use-friction.ts'
import { FindingText } from '../understand/reports/result/finding.tsx'
import { type Period, presetLabels } from '../view/period.ts'
import { Breakdown } from './breakdown.tsx'
import { CourseChart } from './course-chart.tsx'
import { FrictionCard } from './friction-card.tsx'
import { HealthSentence } from './health-sentence.tsx'
import classes from './home.module.css'
import type { OverviewData } from './overview-data.ts'
import { Scorecard } from './scorecard.tsx'

/** What the one before is called: "the 30 days before". */
function beforeLabel(period: Period): string {
  return period.preset === 'custom' || period.preset === 'all' || !/\d/.test(presetLabels[period.preset])
    ? `the ${formatCount(period.days, 'day')} before`
    : `the ${presetLabels[period.preset]} before`
}

/** Home with data: where customers struggle, the course, where people come from and what they do, the scorecard. */
export function Overview(props: {
  overview: OverviewData
  period: Period
  interval: 'hour' | 'day' | 'week' | 'month'
  segment: string | undefined
}) {
  const { overview, period } = props
  const before = beforeLabel(period)
  const friction = useFriction(period)
  return (
    <>
      <Title overview={overview} friction={friction.data} before={before} />
      <div className={classes.cols}>
        <div className={classes.main}>
          <FrictionCard friction={friction} timezone={period.timezone} />
          <CourseChart overview={overview} interval={props.interval} before={before} />
          <div className={classes.pair}>
            <Breakdown
              title="Where they come from"
              hint="People by their way of arrival"
              property="source"
              labelOf={arrivalLabel}
              withOthers
              period={period}
              segment={props.segment}
            />
            <Breakdown
              title="What they do"
              hint="People who did it at least once"
              property="event"
              period={period}
              segment={props.segment}
            />
          </div>
        </div>
        <Scorecard overview={overview} before={before} />
      </div>
    </>
  )
}

/** What is at risk where anything is, and how the shop does; that alone otherwise. */
function Title(props: { overview: OverviewData; friction: FrictionAnswer | undefined; before: string }) {
  const { overview, friction, before } = props
  const health = <HealthSentence now={overview.figures} before={overview.previous} beforeLabel={before} />
  const told = friction ? filterFindings(friction.findings, {}) : []
  if (!friction || told.length === 0) {
    return (
      <PageTitle sub={`Compared with ${before}. The conversion’s 95 % interval stands below it.`}>
        {health}
      </PageTitle>
    )
  }
  return (
    <PageTitle sub={<>{health} 95 % intervals are shown as bands.</>}>
      <FindingText finding={frictionSentence(told, friction.currency)} />
    </PageTitle>
  )
}

/** `organic_search` → `Organic search`. */
function arrivalLabel(source: string): string {
  const words = source.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
