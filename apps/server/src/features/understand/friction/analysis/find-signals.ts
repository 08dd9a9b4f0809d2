import type { Factor } from '@throughline/statistics/design'
import type { StepDrop } from './find-step-drops.ts'
import { type Judged, judgeAgain, judgePlace, strength, type Verdict, type WhyNot } from './judge-place.ts'
import { mergeCodes, mergePages } from './merge-found.ts'
import { metFactor } from './met-factor.ts'
import { breadthOf, type Place } from './places.ts'
import type { AnalysisContext, StepContext } from './step-context.ts'
import { type Dismissed, dismissed, type Tested, tested } from './tested-place.ts'

export interface SignalSearch {
  /** Those worth a look, each judged with the others known; the strongest first. */
  readonly found: readonly Tested[]
  /** The chances of all the others that were judged and are not explained by those. */
  readonly others: readonly Dismissed[]
  readonly tried: number
  readonly withheld: readonly WithheldPlace[]
}

/** A place with what was found by a look at it alone. */
export interface JudgedPlace {
  readonly place: Place
  readonly verdict: Verdict
}

export interface WithheldPlace {
  readonly reason: WhyNot | 'explained_by_another'
  readonly place: Place
}

/** What is weaker is no candidate for a finding, and explains nothing else. */
const WORTH_A_LOOK = 0.01
export const isCandidate = ({ p }: { readonly p: number }): boolean => p <= WORTH_A_LOOK
/** What is left of a page or a step beside its found parts has some of theirs that was told by nothing. */
const WORTH_A_LOOK_AS_REST = 0.001

/**
 * Of the signals at the places of a step takes the strongest, and judges what shares sessions with it again beside it: a
 * second signal of the same friction then costs nothing more and folds, while another friction that happens to meet the
 * same sessions stays.
 */
export function findSignals(
  analysis: AnalysisContext,
  context: StepContext,
  places: readonly JudgedPlace[],
): SignalSearch {
  const withheld: WithheldPlace[] = []
  const judged: Tested[] = []
  const others: Dismissed[] = []
  for (const { place, verdict } of places) {
    if (verdict.kind === 'judged') judged.push(tested(verdict.judged))
    else if (verdict.kind === 'unlikely') others.push(dismissed(verdict.unlikely))
    else withheld.push({ reason: verdict.reason, place })
  }
  const tried = judged.length + others.length
  const parts = [...judged.map((one) => one.judged.place), ...others.map(({ place }) => place)]
  const found: Tested[] = []
  const beside = (but?: Judged): Factor[] =>
    found.flatMap(({ judged }) => (judged === but ? [] : [metFactor(judged.met, analysis.sessions.count)]))
  /** What it still costs beside what was found; the verdict before where nothing found touches it. */
  const besideFound = (one: Tested): Tested | undefined => {
    const { place } = one.judged
    const touching = found.filter(({ judged }) => shares(place, judged.met))
    if (touching.length === 0) return one
    const again = judgePlace(analysis, context, withoutKnown(place, touching), beside())
    if (again.kind !== 'judged') return undefined
    const rest = tested(again.judged)
    const isRest = touching.some(({ judged }) => isPartOf(judged.place, place))
    return isRest && rest.p > WORTH_A_LOOK_AS_REST ? undefined : rest
  }
  // The narrowest first, for it says best where to look; then elements, pages and steps without what was found in them.
  for (const level of byBreadth(judged, parts)) {
    let open = level
    for (;;) {
      const still: Tested[] = []
      for (const one of open) {
        const now = one.p <= WORTH_A_LOOK ? besideFound(one) : one
        if (now && (now.p <= WORTH_A_LOOK || one.p > WORTH_A_LOOK)) still.push(now)
        else withheld.push({ reason: 'explained_by_another', place: one.judged.place })
      }
      const best = broadestOfStrong(still)
      if (!best) {
        others.push(...still.map(({ judged: { place }, p }) => ({ place, p })))
        break
      }
      found.push(best)
      open = still.filter((one) => one !== best)
    }
  }
  const merged = mergePages(
    analysis,
    context,
    mergeCodes(analysis, context, found),
    places.map(({ place }) => place),
  )
  found.splice(0, found.length, ...merged)
  const settled = found.flatMap((one) => {
    const known = beside(one.judged)
    if (known.length === 0) return [one]
    const again = judgeAgain(analysis, context, one.judged, known)
    return again.kind === 'judged' ? [tested({ ...again.judged, cells: one.judged.cells })] : []
  })
  return { found: settled, others, tried, withheld }
}

/**
 * Found signals, judged again beside the drops of their step: what a group lost since some day is not the fault of a signal
 * that it meets more often than others.
 */
export function besideDrops(
  analysis: AnalysisContext,
  context: StepContext,
  found: readonly Tested[],
  drops: readonly StepDrop[],
): readonly Tested[] {
  if (drops.length === 0) return found
  const fallen = drops.map(({ effect }) => effect.met)
  return found.map((one) => {
    const signals = found.flatMap((other) => (other === one ? [] : [other.judged.met]))
    const known = [...signals, ...fallen].map((met) => metFactor(met, analysis.sessions.count))
    const again = judgeAgain(analysis, context, one.judged, known)
    return again.kind === 'judged' ? tested({ ...again.judged, cells: one.judged.cells }) : one
  })
}

/** A part of the strongest candidate's strength, and of its sessions, that one of the same friction must have. */
const NEARLY_AS_STRONG = 0.7
const MOSTLY_THE_SAME = 0.6

/**
 * The strongest candidate, or a signal that tells of the same friction more completely: of those who meet a dead button
 * all click in vain, and only some do so in rage.
 */
function broadestOfStrong(open: readonly Tested[]): Tested | undefined {
  const worthy = open.filter(isCandidate)
  const [strongest] = worthy.toSorted((a, b) => strength(b.judged) - strength(a.judged))
  if (!strongest) return undefined
  const { met, money } = strongest.judged
  const like = worthy.filter(
    ({ judged }) =>
      judged.money.total > money.total &&
      strength(judged) >= NEARLY_AS_STRONG * strength(strongest.judged) &&
      shared(judged.met, met) >= MOSTLY_THE_SAME * met.length,
  )
  return like.toSorted((a, b) => b.judged.money.total - a.judged.money.total)[0] ?? strongest
}

function shared(one: Int32Array, other: Int32Array): number {
  const theirs = new Set(other)
  return one.reduce((count, row) => (theirs.has(row) ? count + 1 : count), 0)
}

/**
 * What is left of a place once those are taken out who met its found parts, or another signal that mostly goes with it: a
 * second signal of a known friction is no finding. Signals that share only some sessions are judged beside each other.
 */
function withoutKnown(place: Place, found: readonly Tested[]): Place {
  const theirs = new Set<number>()
  for (const { judged } of found) {
    const isSame =
      shared(place.met, judged.met) >= MOSTLY_THE_SAME * Math.min(place.met.length, judged.met.length)
    if (isSame) for (const row of judged.met) theirs.add(row)
    if (isPartOf(judged.place, place)) for (const row of judged.place.met) theirs.add(row)
  }
  if (theirs.size === 0) return place
  const kept = [...place.met.keys()].filter((index) => !theirs.has(place.met[index] ?? -1))
  return {
    ...place,
    met: Int32Array.from(kept, (index) => place.met[index] ?? 0),
    metAt: Uint32Array.from(kept, (index) => place.metAt[index] ?? 0),
  }
}

/** By how many levels of parts each has: an element whose signals say nothing more is as narrow as can be. */
function byBreadth(judged: readonly Tested[], tried: readonly Place[]): Tested[][] {
  const levels: Tested[][] = [[], [], [], []]
  for (const one of judged) {
    const { place } = one.judged
    const parts = tried.filter(
      (part) =>
        part.signal === place.signal &&
        (place.path === null || part.path === place.path) &&
        breadthOf(part) < breadthOf(place),
    )
    const level = parts.length === 0 ? 0 : breadthOf(place)
    levels[level]?.push(one)
  }
  return levels
}

const isPartOf = (part: Place, whole: Place): boolean =>
  part.signal === whole.signal && breadthOf(part) < breadthOf(whole)

function shares({ met }: Place, others: Int32Array): boolean {
  const theirs = new Set(others)
  return met.some((row) => theirs.has(row))
}
