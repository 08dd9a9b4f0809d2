import type { JudgedPlace } from './find-signals.ts'
import type { FindingInNumbers } from './finding-of-loss.ts'
import { type LossesOfStep, type SignalsOfStep, StepJudge, type ToldOfStep } from './judge-step.ts'
import type { Place } from './places.ts'
import type { AnalysisContext } from './step-context.ts'

/** All that judging the steps of a period takes. It can be sent to another thread as it is. */
export interface StepsToJudge {
  readonly analysis: AnalysisContext
  readonly places: readonly Place[]
  readonly period: { readonly from: number; readonly to: number }
  /** By step: the number of the judge that it belongs to. */
  readonly judgeOf: readonly number[]
  /** By place: 1 where one of the judges has taken it. */
  readonly taken: Uint8Array
}

/** A judged place by its index. */
export interface VerdictOn {
  readonly place: number
  readonly verdict: JudgedPlace['verdict']
}

/** One of those who judge the steps between them, here or in another thread. */
export interface Judge {
  /** Judges places while there are any that nobody has taken: its own first. @returns those of others */
  places(): Awaitable<readonly VerdictOn[]>
  /** @param others what others found of its places */
  signals(others: readonly VerdictOn[]): Awaitable<readonly SignalsOfStep[]>
  /** @param certainties of `usualCertainties`, of all steps */
  losses(certainties: readonly number[]): Awaitable<readonly LossesOfStep[]>
  /** @param told by step */
  findings(told: readonly ToldOfStep[]): Awaitable<readonly FindingInNumbers[]>
}
type Awaitable<T> = T | Promise<T>

/** A judge in this thread. */
export class StepsJudge implements Judge {
  readonly #question: StepsToJudge
  readonly #number: number
  readonly #steps = new Map<number, StepJudge | undefined>()
  readonly #verdicts = new Map<number, JudgedPlace['verdict']>()

  /** @param number which of the judges it is */
  constructor(question: StepsToJudge, number = 0) {
    this.#question = question
    this.#number = number
  }

  places(): VerdictOn[] {
    const { places, taken } = this.#question
    const own = places.keys().filter((place) => this.#isOwn(place))
    // From the end, where those that they belong to are not yet.
    const others = [...places.keys()].filter((place) => !this.#isOwn(place)).reverse()
    const ofOthers: VerdictOn[] = []
    for (const index of [...own, ...others]) {
      if (Atomics.exchange(taken, index, 1) === 1) continue
      const place = places[index]
      const verdict = place && this.#judgeOf(place.step)?.verdictOn(place)
      if (!verdict) continue
      if (this.#isOwn(index)) this.#verdicts.set(index, verdict)
      else ofOthers.push({ place: index, verdict })
    }
    return ofOthers
  }

  signals(others: readonly VerdictOn[]): SignalsOfStep[] {
    const { analysis, judgeOf, places } = this.#question
    for (const { place, verdict } of others) this.#verdicts.set(place, verdict)
    for (const step of analysis.sessions.steps.keys()) {
      if (judgeOf[step] === this.#number) this.#judgeOf(step)
      else this.#steps.delete(step)
    }
    const judged = [...places.entries()].flatMap(([index, place]) => {
      const verdict = this.#verdicts.get(index)
      return verdict ? [{ place, verdict }] : []
    })
    this.#verdicts.clear()
    return this.#eachStep((judge, step) => [judge.signals(judged.filter(({ place }) => place.step === step))])
  }

  losses(certainties: readonly number[]): LossesOfStep[] {
    return this.#eachStep((judge) => [judge.losses(certainties)])
  }

  findings(told: readonly ToldOfStep[]): FindingInNumbers[] {
    return this.#eachStep((judge, step) => judge.findings(told[step] ?? [], this.#question.period))
  }

  #isOwn(place: number): boolean {
    const { judgeOf, places } = this.#question
    return judgeOf[places[place]?.step ?? -1] === this.#number
  }

  #judgeOf(step: number): StepJudge | undefined {
    if (!this.#steps.has(step)) this.#steps.set(step, StepJudge.of(this.#question.analysis, step))
    return this.#steps.get(step)
  }

  #eachStep<T>(of: (judge: StepJudge, step: number) => readonly T[]): T[] {
    return [...this.#steps].flatMap(([step, judge]) => (judge ? of(judge, step) : []))
  }
}
