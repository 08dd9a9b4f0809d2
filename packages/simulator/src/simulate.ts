import { Agenda, EarliestFirst } from './agenda.ts'
import { ArrivalDays } from './arrival-days.ts'
import { DAY, HOUR, startOfDay } from './calendar.ts'
import { comesBackAt } from './coming-back.ts'
import { walkErrand } from './errands.ts'
import { type FollowUp, isErrand, planFollowUps } from './follow-ups.ts'
import { beginLife, type Life } from './life.ts'
import type { Transcript } from './message-writer.ts'
import { walkOnline } from './online-visit.ts'
import type { Order } from './order.ts'
import { personAt } from './person.ts'
import { deriveKey, RandomStream } from './random.ts'
import { momentWithin } from './seasons.ts'
import type { SegmentMessage } from './segment-message.ts'
import { writeService } from './services.ts'
import { walkStore } from './store-visit.ts'
import { openVisit } from './visit.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

/** Either how many people come, or about how many events they shall leave. */
export type SimulationSize =
  | { readonly people: number; readonly events?: never }
  | { readonly events: number; readonly people?: never }

export type SimulationOptions = WorldOptions & SimulationSize

/**
 * Streams what a synthetic shop's clients would have sent between two moments, in the order of arrival.
 *
 * Lazy: memory holds the people who are due to come back (some 150 bytes each), the visits under way and four bytes
 * for each person, whatever the number of events. Messages share parts, so treat them as read-only.
 *
 * @throws RangeError where an option is out of its range, at the first message asked for.
 * @example
 * for (const message of simulate({ seed: 7, from: '2026-01-01', to: '2026-02-01', people: 500 })) send(message)
 */
export function* simulate(options: SimulationOptions): Generator<SegmentMessage, void, undefined> {
  const world = createWorld(options)
  const people = options.people ?? peopleFor(options.events, options)
  if (!Number.isInteger(people) || people < 0) {
    throw new RangeError(`The option "people" must be a whole number from 0 on, not ${people}.`)
  }
  yield* new Simulation(world, people).run()
}

/** Enough people for the mean number of events of one of them to be known within a few parts in a hundred. */
const PILOT_PEOPLE = 600

/** Lets a few people come, counts what they leave, and reckons from that how many are needed. */
function peopleFor(events: number, options: WorldOptions): number {
  if (!(events >= 0) || events === Number.POSITIVE_INFINITY) {
    throw new RangeError(`The option "events" must be a number from 0 on, not ${events}.`)
  }
  const { onVisit: _unheard, ...quiet } = options
  let counted = 0
  for (const _message of new Simulation(createWorld(quiet), PILOT_PEOPLE).run()) counted++
  return Math.round((events * PILOT_PEOPLE) / Math.max(1, counted))
}

interface VisitDue {
  readonly kind: 'visit'
  readonly at: number
  readonly order: number
  readonly life: Life
}

interface FollowUpDue {
  readonly kind: 'follow-up'
  readonly at: number
  readonly order: number
  readonly life: Life
  readonly subject: Order
  readonly followUp: FollowUp
}

type Due = VisitDue | FollowUpDue

/** A transcript in the middle of being sent; `at` is when its next message arrives. */
interface Sending {
  at: number
  readonly order: number
  readonly transcript: Transcript
  next: number
}

class Simulation {
  readonly #world: World
  readonly #arrivalDays: ArrivalDays
  readonly #agenda = new Agenda<Due>()
  readonly #due = new EarliestFirst<Due>()
  readonly #sendings = new EarliestFirst<Sending>()
  #hourEnds: number

  constructor(world: World, people: number) {
    this.#world = world
    this.#arrivalDays = new ArrivalDays(world, people)
    this.#hourEnds = startOfDay(world.from)
  }

  *run(): Generator<SegmentMessage, void, undefined> {
    const { to } = this.#world
    for (const [day, people] of this.#arrivalDays) {
      this.#hourEnds = day
      for (const index of people) this.#admit(index, day)
      for (let hour = day; hour < Math.min(day + DAY, to); hour += HOUR) yield* this.#runHour(hour)
    }
  }

  *#runHour(start: number): Generator<SegmentMessage, void, undefined> {
    this.#hourEnds = start + HOUR
    for (const due of this.#agenda.takeHour(start)) this.#due.add(due)
    const until = Math.min(this.#hourEnds, this.#world.to)
    for (;;) {
      const due = this.#due.peek()
      const sending = this.#sendings.peek()
      if (due && (!sending || due.at <= sending.at)) {
        this.#due.take()
        this.#perform(due)
      } else if (sending && sending.at < until) {
        const message = sending.transcript.messages[sending.next]
        if (message) yield message
        this.#advance(sending)
      } else {
        return
      }
    }
  }

  #admit(index: number, day: number): void {
    const world = this.#world
    const person = personAt(world.key, index, world.model)
    const random = new RandomStream(deriveKey(person.key, 'first visit'))
    const at = momentWithin(day, person.market, random, world)
    this.#note({ kind: 'visit', at, order: index, life: beginLife(person, world.model) })
  }

  #note(due: Due): void {
    if (due.at >= this.#world.to) return
    if (due.at < this.#hourEnds) this.#due.add(due)
    else this.#agenda.add(due)
  }

  #perform(due: Due): void {
    if (due.kind === 'visit') this.#visit(due)
    else this.#followUp(due)
  }

  #followUp(due: FollowUpDue): void {
    const { followUp, life, subject } = due
    const { step, number } = followUp
    const transcript = isErrand(step)
      ? walkErrand(step, subject, life, due.at, number, this.#world)
      : writeService(step, subject, life, due.at, number, this.#world)
    this.#send(transcript, due.order)
  }

  #visit({ at, life, order }: VisitDue): void {
    const world = this.#world
    const visit = openVisit(world, life, at)
    const outcome = visit.situation.surface === 'store' ? walkStore(visit) : walkOnline(visit)
    world.onVisit?.({
      situation: visit.situation,
      sessionId: visit.sessionId,
      anonymousId: visit.anonymousId,
      userId: visit.userId,
      decisions: visit.decisions,
      frictions: visit.frictions,
      basketRevenue: visit.bill.subtotal,
      currency: visit.currency,
      orderId: outcome.order?.id,
    })
    this.#send(outcome.transcript, order)
    life.visits++
    if (outcome.order) {
      life.orders++
      for (const followUp of planFollowUps(outcome.order, world.model)) {
        this.#note({ kind: 'follow-up', at: followUp.at, order, life, subject: outcome.order, followUp })
      }
    }
    const back = comesBackAt(visit, outcome.endedAt, outcome.order !== undefined)
    if (back !== undefined) this.#note({ kind: 'visit', at: back, order, life })
  }

  #send(transcript: Transcript, order: number): void {
    const at = transcript.arrivals[0]
    if (at !== undefined) this.#sendings.add({ at, order, transcript, next: 0 })
  }

  #advance(sending: Sending): void {
    sending.next++
    const at = sending.transcript.arrivals[sending.next]
    if (at === undefined) {
      this.#sendings.take()
    } else {
      sending.at = at
      this.#sendings.settleTop()
    }
  }
}
