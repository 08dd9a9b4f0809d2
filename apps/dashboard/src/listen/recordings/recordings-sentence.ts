import type { RecordingSummary } from '@throughline/contract/recordings'
import type { SignalName } from '@throughline/contract/signals'
import { formatDayRange } from '../../format/date.ts'
import { formatCount, formatNumber } from '../../format/number.ts'
import type { Period } from '../../view/period.ts'
import type { RecordingsSearch } from './recordings-search.ts'
import { signalLooks, signalOrder } from './signal-look.ts'

/** What the list holds, in two parts: how many there are, and what stands out among them. */
export interface RecordingsFinding {
  readonly found: string
  /** `9 with rage clicks`; undefined where nothing does. */
  readonly trouble: string | undefined
}

/** `42 recordings in the last 7 days` and `9 with rage clicks`. `more` says that not all were counted. */
export function recordingsFinding(
  recordings: readonly RecordingSummary[],
  more: boolean,
  period: Period,
  search: RecordingsSearch,
): RecordingsFinding {
  const count = formatCount(recordings.length, 'recording')
  const narrowed = [
    search.signal === undefined ? '' : ` with ${signalLooks[search.signal].many}`,
    search.path === undefined ? '' : ` of ${search.path}`,
    search.person === undefined ? '' : ` of “${search.person}”`,
  ].join('')
  const worst = search.signal === undefined ? mostSpread(recordings) : undefined
  return {
    found: `${recordings.length === 0 ? 'No recording' : more ? `More than ${count}` : count}${narrowed} ${periodWords(period)}`,
    trouble: worst && `${formatNumber(worst.count)} with ${signalLooks[worst.signal].many}`,
  }
}

/** The signal that most recordings carry; of two, the worse. */
function mostSpread(
  recordings: readonly RecordingSummary[],
): { signal: SignalName; count: number } | undefined {
  const counts = signalOrder.map((signal) => ({
    signal,
    count: recordings.filter(({ signals }) => (signals[signal] ?? 0) > 0).length,
  }))
  const most = Math.max(...counts.map(({ count }) => count))
  return most > 0 ? counts.find(({ count }) => count === most) : undefined
}

function periodWords({ preset, since, until }: Period): string {
  switch (preset) {
    case 'today':
    case 'yesterday':
      return preset
    case '7d':
    case '30d':
    case '90d':
      return `in the last ${Number.parseInt(preset, 10)} days`
    case '12m':
      return 'in the last 12 months'
    case 'month':
      return 'this month'
    case 'last-month':
      return 'last month'
    case 'all':
      return 'so far'
    case 'custom':
      return `of ${formatDayRange(since, until)}`
  }
}
