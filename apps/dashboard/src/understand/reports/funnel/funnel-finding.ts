import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { formatRoughShare } from '../../../format/number.ts'
import { eventWords, windowWords } from '../question/question-words.ts'
import type { Finding } from '../result/finding.tsx'

/** What share gets through, and between which two steps most of the others are lost. */
export function funnelFinding(asked: FunnelRequest, answer: FunnelResponse): Finding {
  const { steps } = answer
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last || first.count === 0)
    return [
      `${asked.unit === 'session' ? 'In no session was there' : 'Nobody did'} ${eventWords(first?.event ?? '*')} in this period.`,
    ]
  const who = asked.unit === 'session' ? 'of the sessions with' : 'of those who did'
  const within = asked.windowSeconds === undefined ? '' : ` within ${windowWords(asked.windowSeconds)}`
  const share = formatRoughShare(last.count / first.count)
  const through =
    asked.order === 'unordered'
      ? `${share} ${who} any of the ${steps.length} steps did all of them${within}`
      : `${share} ${who} ${eventWords(first.event)} went on to ${eventWords(last.event)}${within}`
  const worst = largestLoss(answer)
  if (!worst) return [`${through}.`]
  const lost = formatRoughShare(worst.lost / (first.count - last.count))
  if (steps.length === 2) return [`${through}.`]
  const place =
    asked.order === 'unordered'
      ? `after ${worst.after + 1} of the ${steps.length} steps`
      : `between ${eventWords(steps[worst.after]?.event ?? '')} and ${eventWords(steps[worst.after + 1]?.event ?? '')}`
  return [`${through}; of the others, `, { loss: `the largest part, ${lost}, is lost` }, ` ${place}.`]
}

/** Where most are lost: after which step (from 0), and how many. */
export function largestLoss({ steps }: FunnelResponse): { after: number; lost: number } | undefined {
  return steps
    .slice(1)
    .map((step, after) => ({ after, lost: (steps[after]?.count ?? 0) - step.count }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost)[0]
}
