import type { WithheldReason } from '@throughline/contract/friction'
import { qValues } from '@throughline/statistics/q-values'
import type { AnalysisResult } from './analysis-result.ts'
import { factorsOf } from './covariates.ts'
import { usualCertainties } from './find-step-drops.ts'
import { type FindingInNumbers, inWords, type SignalWords } from './finding-of-loss.ts'
import { everyone, splitsOf } from './groups.ts'
import { LEAST_MET } from './judge-place.ts'
import type { LossesOfStep, SignalsOfStep, ToldOfStep, Untold } from './judge-step.ts'
import type { StepsToJudge } from './judge-steps.ts'
import { type AnalysisPeriod, periodDays } from './period-days.ts'
import { breadthOf, findPlaces, type PlaceParts } from './places.ts'
import { type FrictionData, NEVER, type SessionTable } from './session-table.ts'
import { titleOf } from './title.ts'

/** False findings that are accepted among all that are told. */
const FALSE_DISCOVERY_RATE = 0.05
const MOST_EXAMPLES = 5

const METHOD =
  'Sessions that met a friction against comparable ones at the same step: doubly robust for the pass of the next step, times the price in hand and the chance of an order from there. 95 % intervals, clustered by person; false discovery rate 5 % over all that was tried. Observational: only an experiment is proof.'

const drawn = (share: number): string =>
  `The period has more events than are looked at in a minute: ${Math.max(1, Math.round(share * 100))} % of its people were drawn by chance, and all numbers are reckoned from their sessions.`

const notLookedAt = (segments: number): string =>
  `Groups are looked for in the segments that were changed last; the project has ${segments} more.`

/**
 * What is looked at of all steps together: before they are judged, between the stages of that, and after. The steps
 * themselves may be judged in any order and by several judges; the result is the same.
 */
export class FrictionSearch {
  readonly question: StepsToJudge
  readonly #sessions: FrictionData['sessions']
  readonly #words: SignalWords
  readonly #tooFew: number
  #signals: readonly SignalsOfStep[] = []
  #losses: readonly LossesOfStep[] = []
  /** Of the losses, step by step. */
  #q: readonly (readonly number[])[] = []

  /** @param judges how many judge the steps between them */
  constructor(data: FrictionData, period: AnalysisPeriod, judges = 1) {
    const { idOf: _id, profileOf: _profile, ...sessions } = data.sessions
    const { places, tooFew } = findPlaces(data, LEAST_MET)
    // Not the signals themselves, which are many: what was met where is in the places now.
    const { patterns, words } = data.signals
    this.#sessions = data.sessions
    this.#words = { patterns, words }
    this.#tooFew = tooFew
    this.question = {
      analysis: {
        sessions,
        factors: factorsOf(sessions),
        splits: splitsOf(sessions),
        days: periodDays(sessions, period.midnights, period.days),
        main: mainCurrency(sessions),
      },
      places,
      period: { from: period.from, to: period.to },
      judgeOf: sharedOut(sessions, judges),
      taken: new Uint8Array(places.length),
    }
  }

  /** What groups usually differ by, of all steps. */
  certainties(signals: readonly SignalsOfStep[]): readonly number[] {
    this.#signals = signals.toSorted((a, b) => a.step - b.step)
    return usualCertainties(this.#signals.map(({ differences }) => differences))
  }

  /** By step, what is told of its losses. */
  told(losses: readonly LossesOfStep[]): readonly ToldOfStep[] {
    this.#losses = losses.toSorted((a, b) => a.step - b.step)
    const found = this.#losses.flatMap(({ losses }) => losses.map(({ p }) => p))
    const q = qValues([
      ...found,
      ...this.#signals.flatMap(({ others }) => others),
      ...this.#losses.flatMap(({ inVain }) => (inVain ? [1] : [])),
    ]).values()
    this.#q = this.#losses.map(({ losses }) => losses.map(() => q.next().value ?? 1))
    const told: ToldOfStep[] = this.#sessions.steps.map(() => [])
    for (const [index, { step, losses }] of this.#losses.entries())
      told[step] = losses.flatMap(({ money }, loss) => {
        const own = this.#q[index]?.[loss] ?? 1
        return own <= FALSE_DISCOVERY_RATE && money > 0 ? [{ loss, q: own }] : []
      })
    return told
  }

  result(findings: readonly FindingInNumbers[]): AnalysisResult {
    const figures = figuresOf(this.#sessions, this.question.analysis.main)
    const tried = this.#signals.reduce((sum, { tried }) => sum + tried, 0)
    return {
      ...figures,
      tried: tried + this.#signals.length,
      findings: findings
        .toSorted((a, b) => a.place.step - b.place.step)
        .map((finding) => inWords(this.#sessions, this.#words, finding))
        .sort((a, b) => b.moneyAtRisk.estimate - a.moneyAtRisk.estimate),
      withheld: this.#withheld(figures.revenue > 0),
    }
  }

  #withheld(hasRevenue: boolean) {
    const places = new Map<WithheldReason, PlaceParts[]>()
    const withhold = ({ reason, place }: { reason: WithheldReason; place: PlaceParts }) => {
      const known = places.get(reason)
      if (known) known.push(place)
      else places.set(reason, [place])
    }
    const untold = this.#signals.flatMap(({ untold }) => untold).toSorted(narrowestFirst)
    const isDoubtful = ({ reason }: Untold) => reason === 'not_significant'
    for (const one of untold) if (!isDoubtful(one)) withhold(one)
    for (const one of untold) if (isDoubtful(one)) withhold(one)
    for (const [index, { losses }] of this.#losses.entries()) {
      for (const [loss, { place, money }] of losses.entries()) {
        if ((this.#q[index]?.[loss] ?? 1) > FALSE_DISCOVERY_RATE)
          withhold({ reason: 'not_significant', place })
        else if (!(money > 0)) withhold({ reason: hasRevenue ? 'not_significant' : 'no_revenue', place })
      }
    }
    if (this.#tooFew > 0 && !places.has('too_few_sessions')) places.set('too_few_sessions', [])
    return [...places].map(([reason, withheld]) => ({
      reason,
      count: withheld.length + (reason === 'too_few_sessions' ? this.#tooFew : 0),
      examples: withheld.slice(0, MOST_EXAMPLES).map((place) => this.#titleOf(place)),
    }))
  }

  #titleOf({ signal, step, path, element, details }: PlaceParts): string {
    const { patterns, words } = this.#words
    return titleOf({
      signal,
      step: this.#sessions.steps[step]?.name ?? '',
      path: path === null ? null : (patterns[path] ?? null),
      element: words[details?.[0] ?? element ?? -1] ?? null,
      group: everyone,
    })
  }
}

/** The narrowest tell best where to look, and of these the ones that most met. */
const narrowestFirst = (a: Untold, b: Untold): number =>
  breadthOf(a.place) - breadthOf(b.place) || b.met - a.met

/** Whose each step is: the largest first, each to who has least, so that all are done at about the same time. */
function sharedOut({ reachedAt }: SessionTable, judges: number): number[] {
  const sizes = reachedAt.map((column) => column.reduce((sum, at) => (at === NEVER ? sum : sum + 1), 0))
  const had = Array.from({ length: judges }, () => 0)
  const judgeOf = sizes.map(() => 0)
  for (const step of [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))) {
    const least = had.indexOf(Math.min(...had))
    judgeOf[step] = least
    had[least] = (had[least] ?? 0) + (sizes[step] ?? 0)
  }
  return judgeOf
}

/** The project's currency, or where nothing was ordered in it the one with the most orders. */
function mainCurrency({ currencies, currency, orders }: SessionTable): number {
  const counts = currencies.map(() => 0)
  for (let row = 0; row < orders.length; row++) {
    const own = currency[row] ?? 0
    counts[own] = (counts[own] ?? 0) + (orders[row] ?? 0)
  }
  return (counts[0] ?? 0) > 0 ? 0 : counts.indexOf(Math.max(...counts))
}

export function figuresOf(sessions: SessionTable, main: number) {
  const own = (row: number) => sessions.currency[row] === main
  const counted = (count: number) => Math.round(count / sessions.share)
  return {
    currency: sessions.currencies[main] ?? '',
    method: methodOf(sessions),
    ...(sessions.share < 1 && { share: sessions.share }),
    sessions: counted(sessions.count),
    orders: counted(sessions.orders.reduce((sum, orders) => sum + orders, 0)),
    revenue: sessions.revenue.reduce((sum, money, row) => (own(row) ? sum + money : sum), 0) / sessions.share,
    steps: sessions.steps.map(({ name }, step) => ({
      name,
      sessions: counted(
        sessions.reachedAt[step]?.reduce((sum, at) => (at === NEVER ? sum : sum + 1), 0) ?? 0,
      ),
    })),
  }
}

function methodOf({ share, otherSegments }: SessionTable): string {
  const said = [METHOD]
  if (share < 1) said.push(drawn(share))
  if (otherSegments > 0) said.push(notLookedAt(otherSegments))
  return said.join(' ')
}
