import {
  besideDrops,
  findSignals,
  isCandidate,
  type JudgedPlace,
  type WithheldPlace,
} from './find-signals.ts'
import {
  type Expectation,
  expectationBeside,
  findStepDrops,
  type GroupDifferences,
  groupDifferences,
} from './find-step-drops.ts'
import { type FindingInNumbers, findingOfLoss } from './finding-of-loss.ts'
import { judgePlace, type Verdict } from './judge-place.ts'
import { type Loss, lossOfDrop, lossOfSignal } from './loss.ts'
import { metFactor } from './met-factor.ts'
import { type Place, type PlaceParts, partsOf } from './places.ts'
import { type AnalysisContext, type StepContext, stepContext } from './step-context.ts'
import type { Tested } from './tested-place.ts'

/** A place of which nothing is told. */
export interface Untold {
  readonly reason: WithheldPlace['reason'] | 'not_significant'
  readonly place: PlaceParts
  /** How many met it. */
  readonly met: number
}

/** What the signals of a step say to all steps. */
export interface SignalsOfStep {
  readonly step: number
  readonly tried: number
  /** Chances of those that are no candidates. */
  readonly others: readonly number[]
  readonly untold: readonly Untold[]
  readonly differences: GroupDifferences
}

/** Losses of a step, with the chance of each that luck alone brings as much. */
export interface LossesOfStep {
  readonly step: number
  readonly losses: readonly { readonly place: PlaceParts; readonly money: number; readonly p: number }[]
  /** Whether drops were looked for and none was found. */
  readonly inVain: boolean
}

/** Which losses of a step are told, by their index, and how surely they are there. */
export type ToldOfStep = readonly { readonly loss: number; readonly q: number }[]

/** Judges one step: each place by itself, then in three stages between which all steps are looked at together. */
export class StepJudge {
  readonly #analysis: AnalysisContext
  readonly #context: StepContext
  #places: readonly Place[] = []
  #found: readonly Tested[] = []
  #expectation: Expectation | undefined
  #losses: readonly Loss[] = []

  private constructor(analysis: AnalysisContext, context: StepContext) {
    this.#analysis = analysis
    this.#context = context
  }

  /** @returns undefined where too few went on from the step to an order to say what a pass is worth */
  static of(analysis: AnalysisContext, step: number): StepJudge | undefined {
    const context = stepContext(analysis, step)
    return context && new StepJudge(analysis, context)
  }

  verdictOn(place: Place): Verdict {
    return judgePlace(this.#analysis, this.#context, place, [])
  }

  /** @param judged all places of the step */
  signals(judged: readonly JudgedPlace[]): SignalsOfStep {
    this.#places = judged.map(({ place }) => place)
    const { found, others, tried, withheld } = findSignals(this.#analysis, this.#context, judged)
    this.#found = found
    this.#expectation = this.#beside(found)
    const untold = [
      ...others.map(({ place }) => ({ reason: 'not_significant' as const, place })),
      ...withheld,
    ]
    return {
      step: this.#context.step,
      tried,
      others: others.map(({ p }) => p),
      untold: untold.map(({ reason, place }) => ({ reason, place: partsOf(place), met: place.met.length })),
      differences: groupDifferences(this.#expectation, this.#analysis.days),
    }
  }

  /** @param certainties of `usualCertainties`, of all steps */
  losses(certainties: readonly number[]): LossesOfStep {
    const { step, passed, rows } = this.#context
    const first = this.#dropsOf(this.#expectation ?? this.#beside(this.#found), certainties)
    this.#expectation = undefined
    const found = besideDrops(this.#analysis, this.#context, this.#found, first.filter(isCandidate))
    // What a drop acquits explains no part of it.
    const blamed = found.filter(isCandidate)
    const acquitted = blamed.length < this.#found.filter(isCandidate).length
    const drops = acquitted ? this.#dropsOf(this.#beside(blamed), certainties) : first
    const losses = [
      ...found.map(({ judged, p }) => ({ loss: lossOfSignal(judged), p })),
      ...drops.map((drop) => ({ loss: lossOfDrop(drop, this.#places, passed, rows), p: drop.p })),
    ]
    this.#losses = losses.map(({ loss }) => loss)
    return {
      step,
      losses: losses.map(({ loss, p }) => ({ place: partsOf(loss), money: loss.money.total, p })),
      inVain: drops.length === 0,
    }
  }

  findings(told: ToldOfStep, period: { readonly from: number; readonly to: number }): FindingInNumbers[] {
    return told.flatMap(({ loss: index, q }) => {
      const loss = this.#losses[index]
      return loss ? [findingOfLoss(this.#analysis, this.#context, loss, q, period)] : []
    })
  }

  #beside(found: readonly Tested[]): Expectation {
    const known = found.map(({ judged }) => metFactor(judged.met, this.#analysis.sessions.count))
    return expectationBeside(this.#analysis, this.#context, known)
  }

  #dropsOf(expectation: Expectation, certainties: readonly number[]) {
    return findStepDrops(this.#analysis, expectation, certainties)
  }
}
