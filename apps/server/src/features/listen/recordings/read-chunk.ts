import { ReplayChunk, recordingLimits } from '@throughline/contract/recordings'
import { AppError } from '../../../platform/app-error.ts'
import { requestValidator } from '../../../platform/http/validation.ts'

const check = requestValidator(ReplayChunk, 'body')

/** Differences between the sender's clock and ours that a slow network explains; as collection has it. */
const UNREMARKABLE_SKEW_MS = 10_000

/** A chunk that may be stored, and the moments between which its events lie, by the sender's clock. */
export interface ReadChunk {
  readonly chunk: ReplayChunk
  readonly firstAt: number
  readonly lastAt: number
  /** What must be added to the sender's times. */
  readonly clockOffsetMs: number
}

/**
 * Checks a body that says it is a chunk.
 *
 * @throws AppError `invalid` with the field, `forbidden` where the visitor said no to being recorded
 */
export function readChunk(body: unknown, sentAt: number | undefined, receivedAt: number): ReadChunk {
  const checked = check(body)
  if ('error' in checked) throw checked.error
  const chunk = checked.value as ReplayChunk
  if (chunk.consent?.replay === false)
    throw new AppError('forbidden', 'consent.replay: the visitor does not want to be recorded.', {
      field: 'consent.replay',
    })
  if (chunk.endedAt < chunk.startedAt)
    throw new AppError('invalid', 'endedAt: must not be earlier than startedAt.', { field: 'endedAt' })
  for (const [index, event] of chunk.events.entries())
    if (isDeeperThan(event.data, recordingLimits.nesting))
      throw new AppError(
        'invalid',
        `events[${index}].data: must not be nested deeper than ${recordingLimits.nesting} levels.`,
        { field: `events[${index}].data` },
      )
  const times = chunk.events.map(({ timestamp }) => timestamp)
  return {
    chunk,
    firstAt: times.reduce((a, b) => Math.min(a, b)),
    lastAt: times.reduce((a, b) => Math.max(a, b)),
    clockOffsetMs: clockOffset(sentAt, receivedAt),
  }
}

function clockOffset(sentAt: number | undefined, receivedAt: number): number {
  const offset = sentAt === undefined ? 0 : receivedAt - sentAt
  return Math.abs(offset) > UNREMARKABLE_SKEW_MS ? offset : 0
}

/** Without recursion: what is too deep must not fill the stack that finds it out. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let layer: object[] = isContainer(value) ? [value] : []
  for (let level = 0; layer.length > 0; level++) {
    if (level === levels) return true
    const next: object[] = []
    for (const container of layer)
      for (const member of Array.isArray(container) ? container : Object.values(container))
        if (isContainer(member)) next.push(member)
    layer = next
  }
  return false
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null
