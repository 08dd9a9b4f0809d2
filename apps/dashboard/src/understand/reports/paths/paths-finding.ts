import type { PathsRequest, PathsResponse } from '@throughline/contract/reports'
import { formatRoughShare } from '../../../format/number.ts'
import type { Finding } from '../result/finding.tsx'

/** Where most go next (or come from), and for how many it is the end (or the start). */
export function pathsFinding(asked: PathsRequest, answer: PathsResponse): Finding {
  const { direction, event, path } = asked.anchor
  const name = `“${path ?? event}”`
  const anchor = answer.nodes.find(({ step }) => step === 0)
  const session = (asked.unit ?? 'session') === 'session'
  if (!anchor || anchor.count === 0)
    return [session ? `No session had ${name} in this period.` : `Nobody did ${name} in this period.`]
  const next = answer.nodes
    .filter(({ step, other }) => step === (direction === 'from' ? 1 : -1) && !other)
    .sort((a, b) => b.count - a.count)[0]
  const ended = formatRoughShare(anchor.dropOff / anchor.count)
  if (!next)
    return direction === 'from'
      ? [`After ${name}, `, { loss: 'nothing follows' }, '.']
      : [`Nothing leads to ${name}: it is where all begin.`]
  const share = formatRoughShare(next.count / anchor.count)
  return direction === 'from'
    ? [
        `After ${name}, the most, ${share}, go on to “${next.name}”`,
        ...(anchor.dropOff > 0 ? ['; ', { loss: `${ended} end there` }] : []),
        '.',
      ]
    : [
        `Before ${name}, the most, ${share}, came from “${next.name}”`,
        anchor.dropOff > 0 ? `; ${ended} began with it.` : '.',
      ]
}
