import { drawShare, drawSlot, drawSplit, HASHES } from './assignment.ts'
import type { Experiment, Flag, Hashed, Ramp, Serve, Weight } from './datafile.ts'
import type { Context, Evaluation, Reason } from './evaluation.ts'
import { momentOf } from './moment.ts'
import { unitReader } from './unit.ts'

/**
 * What is handed out at a moment; undefined where the rule does not hold for this unit. Without a moment it is now: the
 * clock is read only where it matters, since that takes as long as three rules.
 */
export type Server = (context: Context, at: number | undefined) => Evaluation | undefined

/**
 * Prepares what a rule hands out. The answers are made here, once, so that handing one out costs nothing.
 *
 * @param rule its id; undefined for what is served where no rule holds
 */
export function compileServe(flag: Flag, serve: Serve, rule: string | undefined): Server {
  const answers = new Answers(flag, rule)
  if ('variation' in serve) {
    const answer = answers.of(serve.variation, answers.fixedReason)
    return () => answer
  }
  if ('split' in serve) return compileSplit(serve, answers)
  if ('ramp' in serve) return compileRamp(serve, answers)
  return compileExperiment(serve.experiment, answers)
}

class Answers {
  readonly #flag: Flag
  readonly #rule: { readonly rule?: string }
  readonly fixedReason: Reason

  constructor(flag: Flag, rule: string | undefined) {
    this.#flag = flag
    this.#rule = rule === undefined ? {} : { rule }
    this.fixedReason = rule !== undefined ? 'TARGETING_MATCH' : flag.rules.length > 0 ? 'DEFAULT' : 'STATIC'
  }

  of(key: string, reason: Reason): Evaluation {
    const variation = this.#flag.variations.find((each) => each.key === key)
    if (!variation) throw new Error(`There is no variation ${JSON.stringify(key)}`)
    return Object.freeze({
      key: this.#flag.key,
      value: variation.value,
      variation: variation.key,
      reason,
      ...this.#rule,
    })
  }

  ofSplit(weights: readonly Weight[]): readonly Evaluation[] {
    return weights.map(({ variation }) => this.of(variation, 'SPLIT'))
  }

  missing(unit: string): Evaluation {
    return Object.freeze({
      key: this.#flag.key,
      reason: 'ERROR',
      errorCode: 'TARGETING_KEY_MISSING',
      errorMessage: `Flag ${JSON.stringify(this.#flag.key)} hands out shares by ${unit}, which the context does not have.`,
      ...this.#rule,
    })
  }
}

function compileSplit(
  { split, unit, salt }: Hashed & { split: readonly Weight[] },
  answers: Answers,
): Server {
  const read = unitReader(unit)
  const draw = drawSplit(salt, split)
  const served = answers.ofSplit(split)
  const missing = answers.missing(unit)
  return (context) => {
    const value = read(context)
    return value === undefined ? missing : served[draw(value)]
  }
}

function compileRamp({ ramp, unit, salt }: Hashed & { ramp: Ramp }, answers: Answers): Server {
  const read = unitReader(unit)
  const hash = drawShare(salt)
  const percentAt = percentOf(ramp)
  const reached = answers.of(ramp.variation, 'SPLIT')
  const rest = ramp.rest === null ? undefined : answers.of(ramp.rest, 'SPLIT')
  const missing = answers.missing(unit)
  return (context, at = Date.now()) => {
    const value = read(context)
    if (value === undefined) return missing
    return hash(value) * 100 < percentAt(at) * HASHES ? reached : rest
  }
}

/** The share of a ramp at a moment: 0 before its first point, that of its last one after it. */
function percentOf({ points, gradual }: Ramp): (at: number) => number {
  const times = points.map(({ at }) => momentOf(at))
  const percents = points.map(({ percent }) => percent)
  return (at) => {
    const after = times.findIndex((time) => time > at)
    const index = (after === -1 ? times.length : after) - 1
    const [from, time] = [percents[index] ?? 0, times[index]]
    const [to, next] = [percents[index + 1], times[index + 1]]
    if (!gradual || time === undefined || to === undefined || next === undefined) return from
    return from + ((to - from) * (at - time)) / (next - time)
  }
}

function compileExperiment(experiment: Experiment, answers: Answers): Server {
  const { id, unit, salt, layer, holdout } = experiment
  const read = unitReader(unit)
  const slotOf = drawSlot(layer)
  const heldOut = holdout ? drawShare(`${holdout.salt}.holdout`) : undefined
  const heldOutBound = (holdout?.share ?? 0) * HASHES
  const missing = answers.missing(unit)
  const phases = experiment.phases.map((phase) => ({
    slots: phase.slots,
    draw: drawSplit(salt, phase.split),
    served: answers.ofSplit(phase.split),
  }))
  return (context) => {
    const value = read(context)
    if (value === undefined) return missing
    const slot = slotOf(value)
    const phase = phases.findIndex(({ slots }) => slots.some(([from, to]) => slot >= from && slot < to))
    const entered = phases[phase]
    if (!entered || (heldOut && heldOut(value) < heldOutBound)) return
    const served = entered.served[entered.draw(value)]
    if (served?.variation === undefined) return
    return { ...served, experiment: { id, variation: served.variation, unit, value, phase } }
  }
}
