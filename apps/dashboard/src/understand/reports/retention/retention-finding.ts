import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { formatRoughShare } from '../../../format/number.ts'
import { eventWords } from '../question/question-words.ts'
import type { Finding } from '../result/finding.tsx'
import { retentionCurve } from './retention-curve.ts'
import { valueFinding } from './value-finding.ts'

/** How many come back in the first period after they began, and in the last that is known; or what they bring. */
export function retentionFinding(asked: RetentionRequest, answer: RetentionResponse, now: number): Finding {
  if (asked.value) return valueFinding(asked, answer, now)
  const points = retentionCurve(asked, answer, now).filter(({ later }) => later > 0)
  const [first] = points
  const last = points.at(-1)
  const who = `Of those who did ${eventWords(asked.cohort.event)}${asked.cohort.firstTime ? ' for the first time' : ''}`
  if (!first || !last)
    return [`No ${asked.period} after the first is over yet: choose a longer period to see who comes back.`]
  const back =
    asked.return.event === '*' || asked.return.event === asked.cohort.event
      ? 'came back'
      : `did ${eventWords(asked.return.event)}`
  const sentence = `${who}, ${formatRoughShare(first.share.estimate)} ${back} ${whenLater(asked, first.later)}`
  return first === last
    ? [`${sentence}.`]
    : [`${sentence}, and ${formatRoughShare(last.share.estimate)} ${whenLater(asked, last.later)}.`]
}

function whenLater({ period, counting }: RetentionRequest, later: number): string {
  const orLater = counting === 'onOrAfter' ? ' or later' : ''
  if (later === 1) return `the ${period} after${orLater}`
  return `${later} ${period}s after${orLater}`
}
