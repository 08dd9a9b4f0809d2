import { signalNames } from '@throughline/contract/signals'
import { deepest } from './session-builder.ts'
import { type FrictionData, NEVER, type SessionTable, type SignalTable } from './session-table.ts'

/** A signal at a place: what is judged. */
export interface Place {
  readonly signal: string
  readonly step: number
  /** Index of the page pattern, or null where the place is the whole step. */
  readonly path: number | null
  /** Index of the element's word, or null for any. */
  readonly element: number | null
  /** Indices of the words of what it was about (coupons, requests), or null for anything. */
  readonly details: readonly number[] | null
  /** Sessions that met it there, each once, in their order. */
  readonly met: Int32Array
  /** When each first met it: milliseconds since its start. */
  readonly metAt: Uint32Array
  /** How often all of them met it. */
  readonly times: number
  /** Sessions that could have met it; null where all at the step could. */
  readonly measured: Uint8Array | null
}

/** A place without what was met there. */
export type PlaceParts = Pick<Place, 'signal' | 'step' | 'path' | 'element' | 'details'>
export const partsOf = ({ signal, step, path, element, details }: PlaceParts): PlaceParts => ({
  signal,
  step,
  path,
  element,
  details,
})

/**
 * These may follow from leaving, so that whoever has one did not go on: comparing would then say that all of it is lost.
 * They are judged where many go on after them; else they tell of a drop, where they become more frequent among those who
 * leave.
 */
const fromLeaving: ReadonlySet<string> = new Set(['form_abandoned', 'page_returned', 'low_score'])
export const mayFollowFromLeaving = ({ signal }: Pick<Place, 'signal'>): boolean => fromLeaving.has(signal)

const calmOf: Readonly<Record<string, string>> = {
  slow_lcp: 'calm_lcp',
  slow_inp: 'calm_inp',
  layout_shift: 'calm_cls',
}
const known: ReadonlySet<string> = new Set(signalNames)
/** Where fewer sessions than this share of the poor ones say that a page was fast, the sender tells only of slow ones. */
const LEAST_CALM_SHARE = 0.5
const MOST_PLACES_A_SIGNAL = 60

/** In the key of a place: nothing narrower is said. */
const ANY = -1

interface Gathered {
  readonly sessions: number[]
  readonly at: number[]
  times: number
}

/** All places with at least `least` sessions, and how many had fewer. */
export function findPlaces(
  { sessions, signals }: FrictionData,
  least: number,
): { readonly places: readonly Place[]; readonly tooFew: number } {
  const gathered = gather(sessions, signals)
  const places: Place[] = []
  let tooFew = 0
  for (const [key, { sessions: met, at, times }] of gathered) {
    const [signal = 0, step = 0, path = ANY, element = ANY, detail = ANY] = key.split(' ').map(Number)
    const name = signals.names[signal] ?? ''
    if (!(known.has(name) || name.startsWith('event:'))) continue
    if (met.length < least) {
      if (path !== ANY) tooFew++
      continue
    }
    places.push({
      signal: name,
      step,
      path: path === ANY ? null : path,
      element: element === ANY ? null : element,
      details: detail === ANY ? null : [detail],
      met: Int32Array.from(met),
      metAt: Uint32Array.from(at),
      times,
      measured: measuredAt(gathered, signals, name, path, met.length, sessions.count),
    })
  }
  return { places: withoutTwins(places), tooFew }
}

function gather(sessions: SessionTable, signals: SignalTable): Map<string, Gathered> {
  const gathered = new Map<string, Gathered>()
  const last = sessions.steps.length - 1
  const calm = new Set(Object.values(calmOf).map((name) => signals.names.indexOf(name)))
  const reached = new Uint32Array(sessions.steps.length)
  let read = -1
  for (let row = 0; row < signals.count; row++) {
    const session = signals.session[row] ?? 0
    if (session !== read) {
      for (let step = 0; step < reached.length; step++)
        reached[step] = sessions.reachedAt[step]?.[session] ?? NEVER
      read = session
    }
    const at = signals.at[row] ?? 0
    const step = deepest(reached, at)
    const path = signals.path[row] ?? 0
    // Senders differ in whether a page is measured before or after they tell that its step was reached.
    if (calm.has(signals.signal[row] ?? 0)) note(gathered, `calm ${signals.signal[row]} ${path}`, session, at)
    if (step === last || !belongs(signals, path, step)) continue
    const signal = signals.signal[row] ?? 0
    const element = signals.element[row] ?? NEVER
    const detail = signals.detail[row] ?? NEVER
    const known = element === NEVER ? ANY : element
    note(gathered, `${signal} ${step}`, session, at)
    note(gathered, `${signal} ${step} ${path}`, session, at)
    if (element !== NEVER) note(gathered, `${signal} ${step} ${path} ${element}`, session, at)
    if (detail !== NEVER) note(gathered, `${signal} ${step} ${path} ${known} ${detail}`, session, at)
  }
  return gathered
}

/**
 * Whether a page belongs to a step: its own events happen there, or it is mostly looked at by those who stand there. Who
 * is seen on other pages has mostly given up already, so that a signal met there would take the blame for that.
 */
function belongs(signals: SignalTable, path: number, step: number): boolean {
  const home = signals.homes[path]
  if (!home) return true
  if (home.steps.length === 0) return home.modal === step
  return home.steps.includes(step) || (home.steps[0] ?? 0) > step
}

function note(gathered: Map<string, Gathered>, key: string, session: number, at: number): void {
  let found = gathered.get(key)
  if (!found) {
    found = { sessions: [], at: [], times: 0 }
    gathered.set(key, found)
  }
  found.times++
  if (found.sessions[found.sessions.length - 1] === session) return
  found.sessions.push(session)
  found.at.push(at)
}

function measuredAt(
  gathered: Map<string, Gathered>,
  signals: SignalTable,
  name: string,
  path: number,
  met: number,
  count: number,
): Uint8Array | null {
  const calmName = calmOf[name]
  if (calmName === undefined || path === ANY) return null
  const calm = gathered.get(`calm ${signals.names.indexOf(calmName)} ${path}`)
  if (!calm || calm.sessions.length < LEAST_CALM_SHARE * met) return null
  const measured = new Uint8Array(count)
  for (const session of calm.sessions) measured[session] = 1
  return measured
}

/** Two places that differ in what they are about, or in their page, as one: where either was met. */
export function mergedPlace(one: Place, other: Place): Place {
  const firstAt = new Map<number, number>()
  for (const { met, metAt } of [one, other])
    for (const [index, row] of met.entries())
      firstAt.set(row, Math.min(firstAt.get(row) ?? NEVER, metAt[index] ?? NEVER))
  const rows = [...firstAt.keys()].sort((a, b) => a - b)
  return {
    ...one,
    path: one.path === other.path ? one.path : null,
    element: one.element === other.element ? one.element : null,
    details:
      one.details === null && other.details === null
        ? null
        : [...new Set([...(one.details ?? []), ...(other.details ?? [])])],
    met: Int32Array.from(rows),
    metAt: Uint32Array.from(rows, (row) => firstAt.get(row) ?? 0),
    times: one.times + other.times,
  }
}

/** How wide a place is: 0 for what it is about, 1 for an element, 2 for a page, 3 for a whole step. */
export function breadthOf({ path, element, details }: PlaceParts): 0 | 1 | 2 | 3 {
  if (details !== null) return 0
  if (element !== null) return 1
  return path !== null ? 2 : 3
}

/** A wider place with the same sessions as a narrower one says nothing more; the narrower tells where to look. */
function withoutTwins(places: readonly Place[]): Place[] {
  const kept = new Map<string, Place>()
  const order = [...places].sort((a, b) => breadthOf(a) - breadthOf(b) || b.met.length - a.met.length)
  const perSignal = new Map<string, number>()
  for (const place of order) {
    const twin = `${place.signal} ${place.step} ${place.met.length} ${place.met[0]} ${place.met.at(-1)}`
    if (kept.has(twin)) continue
    const breadth = `${place.signal} ${breadthOf(place)}`
    const seen = perSignal.get(breadth) ?? 0
    if (seen >= MOST_PLACES_A_SIGNAL) continue
    perSignal.set(breadth, seen + 1)
    kept.set(twin, place)
  }
  return [...kept.values()]
}
