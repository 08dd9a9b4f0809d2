import type { FlagServe, FlagSettings } from '@throughline/contract/flag-rules'
import type { StaleFlag } from '@throughline/contract/flags'
import { momentOf } from '@throughline/evaluator/moment'
import type { StoredFlag } from './flag.ts'
import { serveWords } from './flag-words.ts'

const DAY_MS = 86_400_000
const UNUSED_DAYS = 30
const SETTLED_DAYS = 30
const WAITING_DAYS = 7

/** A flag with this tag is meant to stay: a kill switch, a setting. */
const PERMANENT = 'permanent'

/** What is known of how a flag is used in an environment. */
export interface FlagUse {
  /** When it was last evaluated here. */
  readonly lastEvaluatedAt: Date | undefined
  /** When somebody last fetched the datafile: who evaluates by himself is not seen. */
  readonly lastFetchedAt: Date | undefined
  /** When its settings were last changed. */
  readonly settingsChangedAt: Date | undefined
  /** Whether another flag needs it. */
  readonly isNeeded: boolean
}

/**
 * Why nobody may need a flag any more: it still waits after seven days, or nobody evaluated it for 30 days, or everybody
 * got one variation for 30 days. Null where there is no such reason.
 */
export function staleness(
  flag: StoredFlag,
  environment: string,
  { lastEvaluatedAt, lastFetchedAt, settingsChangedAt, isNeeded }: FlagUse,
  now: number,
): StaleFlag | null {
  const settings = flag.settings[environment]
  if (flag.archivedAt || !settings || flag.details.tags.includes(PERMANENT)) return null
  const isSeen = !isNeeded && !(lastFetchedAt && now - lastFetchedAt.getTime() < UNUSED_DAYS * DAY_MS)
  if (isSeen && !lastEvaluatedAt) {
    if (now - flag.createdAt.getTime() < WAITING_DAYS * DAY_MS) return null
    return {
      reason: 'never_evaluated',
      since: flag.createdAt.toISOString(),
      text: `No client has asked for it since it was made. Check its key in the code, or archive it.`,
    }
  }
  if (isSeen && lastEvaluatedAt && now - lastEvaluatedAt.getTime() >= UNUSED_DAYS * DAY_MS)
    return {
      reason: 'not_evaluated',
      since: lastEvaluatedAt.toISOString(),
      text: `No client has asked for it for ${UNUSED_DAYS} days. Archive it, if it is gone from the code.`,
    }
  const only = onlyVariation(settings, now)
  const since = Math.max((settingsChangedAt ?? flag.createdAt).getTime(), only?.since ?? 0)
  if (!only || now - since < SETTLED_DAYS * DAY_MS) return null
  return {
    reason: 'one_variation',
    since: new Date(since).toISOString(),
    text: `Everybody has got ${only.words} for ${SETTLED_DAYS} days. Put that into the code and archive the flag, or tag it "${PERMANENT}" if it is meant to stay.`,
  }
}

/** The one variation that everybody gets, and since when a ramp has arrived there. */
function onlyVariation(
  { enabled, off, rules, otherwise }: FlagSettings,
  now: number,
): { words: string; since: number } | undefined {
  if (!enabled) return { words: off === null ? 'the default in the code' : JSON.stringify(off), since: 0 }
  const lasting = rules.filter(({ to }) => to === undefined || momentOf(to) > now)
  return lasting.length === 0 ? settled(otherwise, now) : undefined
}

function settled(serve: FlagServe, now: number): { words: string; since: number } | undefined {
  if ('variation' in serve) return { words: serveWords(serve), since: 0 }
  if ('split' in serve) {
    const whole = serve.split.find(({ weight }) => weight === 100)
    return whole && { words: JSON.stringify(whole.variation), since: 0 }
  }
  if ('experiment' in serve) return undefined
  const end = serve.ramp.points.find(({ percent }) => percent === 100)
  const at = end && momentOf(end.at)
  return at === undefined || at > now ? undefined : { words: JSON.stringify(serve.ramp.variation), since: at }
}
