import type { Effect } from '../decision-points.ts'
import type { DecisionPoint } from '../decision-route.ts'
import { deriveKey, type Key, type RandomStream, uniform } from '../random.ts'
import type { JsonObject } from '../segment-message.ts'
import type { Situation } from '../situation.ts'
import { belongsTo, type VisitorGroup } from './visitor-group.ts'

/** Where the site can stand in somebody's way: on the web, from the lists on. */
export type FrictionPoint = Exclude<DecisionPoint, 'stay' | 'buy_in_store'>

/** An event that those who meet a friction send while they stand at its point. */
export interface PlantedSignal {
  readonly event: string
  /** Beside `path` and `session_id`, which every signal carries. `element` places a click on the page. */
  readonly properties: (random: RandomStream) => JsonObject
  /** Share of those who meet the friction that send it; everyone unless said. */
  readonly share?: number
}

/**
 * Something in the way of some visitors of the site at one point, for some time, of which the true harm is known.
 * Its harmless twin is the same with a harm of 1.
 */
export interface PlantedFriction {
  readonly name: string
  readonly at: FrictionPoint
  /** Where it shows: `*` stands for one part of a path. */
  readonly path: string
  readonly element: string | undefined
  /** Its main signal, by the name of the friction list; `step_dropped` where it sends none. */
  readonly signal: string
  readonly signals: readonly PlantedSignal[]
  /** Visits that begin from this moment on … */
  readonly from: number
  /** … and before this one. */
  readonly until: number
  readonly who: VisitorGroup
  /** How likely a visit of the group meets it. Pure, and blind to intent, patience and price sensitivity. */
  readonly chanceToMeet: (situation: Situation) => number
  /** What the chance at the point is multiplied with for those who meet it, 0 to 1. */
  readonly harm: number
  /** How long it holds those up who meet it, in seconds. */
  readonly seconds: number
}

/** How likely a visit meets a friction once it has come to the point. Pure. */
export function chanceToMeet(friction: PlantedFriction, situation: Situation): number {
  const { startedAt } = situation
  if (startedAt < friction.from || startedAt >= friction.until) return 0
  return belongsTo(friction.who, situation) ? friction.chanceToMeet(situation) : 0
}

/**
 * What a visit meets if it comes to each friction's point. Each has a draw of its own, so planting one more moves
 * nothing else.
 */
export function frictionsInTheWay(
  planted: readonly PlantedFriction[],
  situation: Situation,
  visit: Key,
): readonly PlantedFriction[] {
  return planted.filter((friction) => {
    return uniform(visit, `friction ${friction.name}`) < chanceToMeet(friction, situation)
  })
}

/** What a friction does to the chance of a visit that meets it. */
export function effectOf({ name, at, harm }: PlantedFriction): Effect {
  return { name, at, alter: (chance) => chance * harm }
}

/** Where the details of a friction's signals come from, in one visit. */
export function signalsKey(visit: Key, { name }: PlantedFriction): Key {
  return deriveKey(visit, `signals of friction ${name}`)
}
