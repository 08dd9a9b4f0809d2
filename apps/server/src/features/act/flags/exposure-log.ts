import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Evaluation, FlagExposure } from '@throughline/evaluator/evaluation'
import { exposureId } from '@throughline/evaluator/exposure-id'
import { exposuresOf } from '@throughline/evaluator/exposures-of'
import { visitorOf } from '@throughline/evaluator/visitor-of'
import { Counter } from 'prom-client'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { Collection } from '../../listen/collection/index.ts'
import { type AskedBy, identifiersOf } from './asker.ts'
import { isBrowser } from './with-agent.ts'

/** An answer waits so long for its exposure to be on disk, unless another is on its way there: a crowd is not held up. */
const WAIT_MS = 50
/** More than so many that are not on disk are not kept: a client that asks again is logged then. */
const MOST_WAITING = 100_000
const MOST_REMEMBERED = 200_000
/** Whose events are deleted is logged anew when they come back. */
const REMEMBERED_MS = 10 * 60_000

const dropped = new Counter({
  name: 'exposures_dropped_total',
  help: 'Exposures that were not logged because the log did not take them',
})

interface Exposed {
  readonly projectId: string
  readonly evaluation: Evaluation
  readonly context: Context
  readonly askedBy: AskedBy
  readonly userAgent: string | undefined
}

/** Logs that somebody was shown a variation of an experiment. */
export interface ExposureLog {
  /** Resolves when the answer may go out. Never rejects: a flag is answered whatever becomes of the log. */
  note(exposed: Exposed): Promise<void> | undefined
  /** Waits for what is being written. */
  close(): Promise<void>
}

/**
 * @param readMessage of collection: an exposure is an event like any other, with the same consent and the same identity.
 * The log itself counts it once, by its message id.
 */
export function exposureLog(
  log: EventLog,
  readMessage: Collection['readMessage'],
  clock: Clock,
): ExposureLog {
  let remembered = new Set<string>()
  let forgetAt = 0
  const writing = new Set<Promise<void>>()

  /** What is to be logged of an exposure; undefined where it was, or must not be. */
  const rowOf = (exposed: Exposed, exposure: FlagExposure, now: number) => {
    const { projectId, userAgent } = exposed
    const messageId = exposureId(exposure)
    const known = `${projectId} ${messageId}`
    if (remembered.has(known)) return undefined
    if (writing.size >= MOST_WAITING) {
      dropped.inc()
      return undefined
    }
    const row = readMessage(messageOf(exposed, exposure, messageId), {
      projectId,
      receivedAt: now,
      userAgent: isBrowser(userAgent) ? userAgent : undefined,
    })
    // A rejection: its person refuses analytics, or there is no person.
    return 'message_id' in row ? { known, row } : undefined
  }

  return {
    note(exposed) {
      const exposures = exposuresOf(exposed.evaluation)
      if (exposures.length === 0) return undefined
      const now = clock()
      if (now >= forgetAt || remembered.size >= MOST_REMEMBERED) {
        remembered = new Set()
        forgetAt = now + REMEMBERED_MS
      }
      const fresh = exposures.flatMap((exposure) => rowOf(exposed, exposure, now) ?? [])
      if (fresh.length === 0) return undefined
      for (const { known } of fresh) remembered.add(known)
      const written = log.append(fresh.map(({ row }) => row)).then(
        () => {},
        () => {
          dropped.inc(fresh.length)
          for (const { known } of fresh) remembered.delete(known)
        },
      )
      writing.add(written)
      void written.then(() => writing.delete(written))
      return writing.size > 1 ? undefined : Promise.race([written, sleep(WAIT_MS, undefined, { ref: false })])
    },
    async close() {
      await Promise.all(writing)
    },
  }
}

function messageOf(
  { context, askedBy }: Exposed,
  { id, variation, flag, unit, value, phase }: FlagExposure,
  messageId: string,
): Record<string, unknown> {
  const identifiers = identifiersOf(context, askedBy)
  const of = (kind: string) => identifiers.find((each) => each.kind === kind)?.value
  const other = identifiers.filter(({ kind }) => kind !== 'user_id' && kind !== 'anonymous_id')
  // Who is drawn by session or by another unit, and is nobody we know, is known by that.
  const anonymousId = of('anonymous_id') ?? (identifiers.length === 0 ? value : undefined)
  const { sessionId, groupId, consent } = context
  return {
    type: 'track',
    event: 'Experiment Viewed',
    messageId,
    userId: of('user_id'),
    anonymousId,
    properties: {
      experiment_id: id,
      variation,
      flag,
      unit,
      unit_value: value,
      phase,
    },
    context: {
      ...visitorOf(context),
      ...(sessionId !== undefined && { sessionId }),
      ...(groupId !== undefined && { groupId }),
      ...(consent !== undefined && { consent: consentForm(consent) }),
      ...(other.length > 0 && { externalIds: other.map(({ kind, value }) => ({ type: kind, id: value })) }),
    },
  }
}

/** Also without the level that Segment's clients put around the purposes: `{ analytics: false }`. */
const consentForm = (consent: unknown): unknown =>
  typeof consent === 'object' && consent !== null && !('categoryPreferences' in consent)
    ? { categoryPreferences: consent }
    : consent
