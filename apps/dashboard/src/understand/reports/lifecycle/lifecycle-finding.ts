import type { LifecycleRequest, LifecycleResponse } from '@throughline/contract/reports'
import { formatBucketLong } from '../../../format/date.ts'
import { formatCount, formatNumber } from '../../../format/number.ts'
import type { Finding } from '../result/finding.tsx'
import { lastWholeBucket } from '../result/whole-bucket.ts'

/** Whether more people came than fell silent in the last whole day, week or month. */
export function lifecycleFinding(asked: LifecycleRequest, answer: LifecycleResponse, now: number): Finding {
  const at = lastWholeBucket(answer.buckets, asked, now)
  const bucket = answer.buckets[at]
  if (bucket === undefined) return ['This period holds no whole ', asked.interval, ' yet.']
  const came = (answer.new[at] ?? 0) + (answer.resurrecting[at] ?? 0)
  const gone = answer.dormant[at] ?? 0
  const label = formatBucketLong(bucket, asked.interval).replace(/\w+, /, '')
  const when =
    asked.interval === 'month' ? `In ${label}` : asked.interval === 'week' ? `In the ${label}` : `On ${label}`
  const begin = `${when}, ${formatCount(came, 'person', 'people')} came or came back and ${formatNumber(gone)} fell silent: `
  const than = ` than the ${asked.interval} before.`
  if (came === gone) return [begin, 'as many as before.']
  return came > gone
    ? [begin, { gain: `${formatNumber(came - gone)} more are active` }, than]
    : [begin, { loss: `${formatNumber(gone - came)} fewer are active` }, than]
}
