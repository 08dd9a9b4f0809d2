import type { Recording } from '@throughline/contract/recordings'
import { formatCount, formatDuration } from '../../../format/number.ts'
import { countedSignal, signalCounts } from '../signal-look.ts'

/** So many kinds of trouble fit a sentence. */
const kindsTold = 2

/** What the visit was, and the trouble met on it: `Ada saw 4 pages in 5 min 30 s` and `2 rage clicks`. */
export function recordingFinding(
  name: string,
  recording: Pick<Recording, 'durationMs' | 'pages' | 'signalCounts'>,
): { visit: string; trouble: string | undefined } {
  const { durationMs, pages, signalCounts: counts } = recording
  const counted = signalCounts(counts).map(([signal, count]) => together(countedSignal(signal, count)))
  const told = counted.slice(0, kindsTold)
  const rest = counted.length - told.length
  return {
    visit: `${name} saw ${formatCount(pages, 'page')} in ${formatDuration(Math.max(1, Math.floor(durationMs / 1000)))}`,
    trouble: listed(rest > 0 ? [...told, together(`${formatCount(rest, 'other kind')} of trouble`)] : told),
  }
}

/** A number stays in one line with what it counts. */
function together(words: string): string {
  return words.replace(' ', '\u00a0')
}

function listed(parts: readonly string[]): string | undefined {
  const last = parts.at(-1)
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
