import type { Journey } from '@throughline/contract/journeys'
import { formatCount, formatNumber, formatRoughShare } from '../../format/number.ts'
import { Loss } from '../../ui/page-title.tsx'
import { largestDifference, largestLoss } from './journey-finding.ts'
import { stageWords } from './journey-words.ts'

/** The name of the people whose journey it is. */
export function nameOf(journey: Journey): string {
  return journey.segment?.name ?? 'Everyone'
}

/** What the map found, as one sentence: where people stop, or where two segments differ. */
export function JourneySentence({ journeys }: { journeys: readonly Journey[] }) {
  const [first, second] = journeys
  if (!first) return null
  if (second) return <Comparison first={first} second={second} />
  const loss = largestLoss(first)
  if (!loss) return <>{formatCount(first.people, 'person', 'people')} are on the way through the stages.</>
  const { count, of, estimate } = loss.rate
  return (
    <>
      Most are lost in {stageWords[loss.stage].label.toLowerCase()}:{' '}
      <Loss>
        {formatNumber(count)} of {formatCount(of, 'person', 'people')}
      </Loss>{' '}
      ({formatRoughShare(estimate)}) go no further.
    </>
  )
}

function Comparison({ first, second }: { first: Journey; second: Journey }) {
  const difference = largestDifference(first, second)
  if (!difference) {
    return (
      <>
        “{nameOf(first)}” and “{nameOf(second)}” go through the stages alike: no difference lies outside its
        95 % interval.
      </>
    )
  }
  const ahead = difference.first.estimate > difference.second.estimate
  const [more, less] = ahead ? [first, second] : [second, first]
  const [high, low] = ahead ? [difference.first, difference.second] : [difference.second, difference.first]
  return (
    <>
      “{nameOf(more)}” go on from {stageWords[difference.stage].label.toLowerCase()} more often than “
      {nameOf(less)}”: {formatRoughShare(high.estimate)} against {formatRoughShare(low.estimate)}.
    </>
  )
}

/** Who is on the map, and how to read its line. */
export function journeySub(journeys: readonly Journey[], mapping: { origin: 'default' | 'custom' }): string {
  const who = journeys
    .map((journey) => {
      const people = formatCount(journey.people, 'person', 'people')
      return journeys.length === 1 && !journey.segment ? people : `${nameOf(journey)}: ${people}`
    })
    .join('; ')
  const rules = mapping.origin === 'custom' ? 'your own rules' : 'the default rules'
  return `${who} with a step in one of the stages, by ${rules}. The line is how it felt: solid where survey answers measure it, dashed where your team assumes it, dotted where nobody has said.`
}
