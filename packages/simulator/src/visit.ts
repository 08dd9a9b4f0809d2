import { HOUR, localHour, MINUTE } from './calendar.ts'
import type { Category, Product } from './catalogue.ts'
import { type Arrival, drawArrival, type Rush } from './channels.ts'
import { answerCoupon, type CouponAnswer, drawCouponCode } from './coupons.ts'
import { chanceToPass, type Decision, type Effect } from './decision-points.ts'
import type { DecisionPoint } from './decision-route.ts'
import { type Device, type Software, softwareOf } from './devices.ts'
import { effectOf, frictionsInTheWay, type PlantedFriction } from './frictions/planted-friction.ts'
import type { Life } from './life.ts'
import { type Currency, currencyOf, priceIn } from './markets.ts'
import { type Bill, billOf, type Line } from './order.ts'
import { type Person, personAt } from './person.ts'
import { deriveKey, happens, hexadecimal, type Key, RandomStream, uniform, uuid } from './random.ts'
import { shopAppVersion } from './releases.ts'
import type { Situation, Surface } from './situation.ts'
import type { World } from './world.ts'

/** One visit, all drawn before its first step: only the decisions remain, and each has a draw of its own. */
export interface Visit {
  readonly world: World
  readonly person: Person
  readonly life: Life
  readonly key: Key
  readonly device: Device
  /** The bit of {@link Life.signedInOn}: 0 and 1 for browsers, 2 for the app. */
  readonly deviceNumber: number
  readonly software: Software
  readonly arrival: Arrival
  readonly situation: Situation
  readonly sessionId: string
  readonly anonymousId: string
  /** Whether signing in lasts beyond this visit. */
  readonly remembers: boolean
  readonly interest: Category
  readonly viewed: readonly Product[]
  readonly lines: readonly Line[]
  readonly coupon: CouponAnswer | undefined
  readonly pickUp: boolean
  readonly currency: Currency
  /** What the basket costs if it becomes an order, coupon taken off. */
  readonly bill: Bill
  /** The account in use, once signed in. */
  userId: string | undefined
  readonly decisions: Decision[]
  /** What it meets if it comes so far. */
  readonly frictions: readonly PlantedFriction[]
  /** All that alters its chances. */
  readonly effects: readonly Effect[]
}

/** Longest time that a phone without network keeps its messages. */
const LONGEST_HOLD = 8 * HOUR
const APP = 2

/** Draws the next visit of a life. Changes nothing in it. An errand has a key of its own and is never in a store. */
export function openVisit(world: World, life: Life, startedAt: number, errandKey?: Key): Visit {
  const { model } = world
  const person = personAt(world.key, life.personIndex, model)
  const key = errandKey ?? deriveKey(person.key, 'visit', life.visits)
  const random = new RandomStream(deriveKey(key, 'circumstances'))
  const returning = life.visits > 0 || person.establishedOrders > 0
  const hour = localHour(startedAt, person.market)
  const surface = surfaceOf(person, life, key, world, hour, errandKey !== undefined)
  const deviceNumber =
    surface === 'app' ? APP : surface === 'web' && pickSecondDevice(person, key, world) ? 1 : 0
  const device = (surface === 'web' ? person.devices[deviceNumber] : undefined) ?? person.devices[0]
  const software = softwareOf(device, startedAt)
  const arrival = drawArrival(
    random,
    returning,
    world.campaigns.runningAt(startedAt),
    rushAt(world, startedAt),
  )
  const isPrivate = surface === 'web' && happens(key, 'private window', model.visits.private)
  const interest = world.catalogue.drawCategory(random)
  const viewed = drawProducts(world, interest, new RandomStream(deriveKey(key, 'products')))
  const currency = currencyOf(person.market, world.currencies)
  const lines = drawLines(viewed, currency, world, new RandomStream(deriveKey(key, 'basket')))
  const basketCents = lines.reduce((sum, line) => sum + line.product.euroCents * line.quantity, 0)
  const coupon = drawCoupon(world, key, { moment: startedAt, basketCents, ordersBefore: life.orders }, person)
  const pickUp =
    surface !== 'store' &&
    person.homeStore !== undefined &&
    happens(key, 'picks up in store', model.afterOrder.pickedUpInStore)
  const percent = surface !== 'store' && coupon?.accepted ? coupon.percent : 0
  const remembers = !person.sharesDevice && !isPrivate && surface !== 'store'
  const signedIn = remembers && (life.signedInOn & (1 << deviceNumber)) !== 0
  const situation: Situation = {
    personIndex: person.index,
    visit: life.visits,
    startedAt,
    surface,
    deviceType: device.kind.type,
    operatingSystem: device.kind.operatingSystem,
    operatingSystemVersion: software.operatingSystemVersion,
    browser: surface === 'app' ? 'Shop Example' : device.kind.browser,
    browserVersion: surface === 'app' ? shopAppVersion(startedAt, device.lagDays) : software.browserVersion,
    slowDevice: device.slow,
    country: person.market.country,
    channel: surface === 'web' ? arrival.channel : 'direct',
    campaign: surface === 'web' ? arrival.campaign?.name : undefined,
    localHour: hour,
    returning,
    ordersBefore: life.orders,
    knownCustomer: life.hasAccount,
    intent: 0.75 * person.intent + 0.66 * random.normal(),
    patience: person.patience,
    priceSensitivity: person.priceSensitivity,
    basketCents,
  }
  const frictions = frictionsInTheWay(world.frictions, situation, key)
  return {
    world,
    person,
    life,
    key,
    device,
    deviceNumber,
    software,
    arrival:
      surface === 'app' ? { ...arrival, channel: 'direct', referrer: '', campaign: undefined } : arrival,
    situation,
    sessionId: `s-${hexadecimal(key).slice(0, 16)}`,
    anonymousId: anonymousIdOf(person, surface, isPrivate ? key : undefined, device),
    remembers,
    interest,
    viewed,
    lines,
    coupon,
    pickUp,
    currency,
    bill: billOf(lines, currency, percent, person.market.vat, surface !== 'store' && !pickUp),
    userId: signedIn && life.hasAccount ? person.userId : undefined,
    decisions: [],
    frictions,
    effects: frictions.length === 0 ? world.effects : [...world.effects, ...frictions.map(effectOf)],
  }
}

/** Lets one decision fall. Its draw depends on the visit and the point alone, so no other change can turn it. */
export function decide(visit: Visit, point: DecisionPoint): boolean {
  const chance = chanceToPass(point, visit.situation, visit.world.model, visit.effects)
  const passed = uniform(visit.key, point) < chance
  visit.decisions.push({ point, chance, passed })
  return passed
}

/** When the messages of a visit reach the server at the earliest: later for a phone without network. */
export function heldUntil(visit: Visit): number {
  const { key, situation, world } = visit
  if (situation.surface !== 'app' || !happens(key, 'offline', world.model.visits.offline)) return 0
  return situation.startedAt + 90 * MINUTE + Math.floor(uniform(key, 'offline for') * LONGEST_HOLD)
}

function rushAt({ rush }: World, moment: number): Rush | undefined {
  return rush && moment >= rush.from && moment < rush.to ? rush : undefined
}

/** Each browser and each app has its own; a till has none, but knows a card. */
function anonymousIdOf(
  person: Person,
  surface: Surface,
  privateKey: Key | undefined,
  device: Device,
): string {
  if (surface === 'store') return `card-${person.loyaltyCard}`
  if (surface === 'app') return uuid(deriveKey(person.key, 'app'))
  return privateKey ? uuid(deriveKey(privateKey, 'private window')) : device.anonymousId
}

/** Stores open at nine and close at eight; by night, and for errands, one goes online. */
function surfaceOf(
  person: Person,
  life: Life,
  key: Key,
  world: World,
  hour: number,
  isErrand: boolean,
): Surface {
  const { inStore, inApp } = world.model.visits
  const storeIsOpen = !isErrand && hour >= 9 && hour < 20
  if (storeIsOpen && person.loyaltyCard && happens(key, 'goes to the store', inStore)) return 'store'
  return person.usesApp && life.hasAccount && happens(key, 'opens the app', inApp) ? 'app' : 'web'
}

function pickSecondDevice(person: Person, key: Key, { model }: World): boolean {
  return person.devices.length > 1 && happens(key, 'second device', model.visits.bySecondDevice)
}

function drawProducts(world: World, interest: Category, random: RandomStream): readonly Product[] {
  const count = 1 + Math.min(6, Math.floor(random.waiting(1.4)))
  return Array.from({ length: count }, () => {
    const kind = random.chance(0.75) ? interest : world.catalogue.drawCategory(random)
    return world.catalogue.drawProduct(kind, random)
  })
}

function drawLines(
  viewed: readonly Product[],
  currency: Currency,
  { model }: World,
  random: RandomStream,
): readonly Line[] {
  const distinct = viewed.filter((product, place) => viewed.indexOf(product) === place)
  const lines: Line[] = []
  for (const product of distinct) {
    const more = lines.length === 1 ? model.basket.secondItem : model.basket.furtherItem
    if (lines.length > 0 && !random.chance(more)) break
    const quantity = random.chance(model.basket.twoOfOne) ? 2 : 1
    lines.push({ product, quantity, cents: priceIn(currency, product.euroCents) })
  }
  return lines
}

function drawCoupon(
  { campaigns }: World,
  key: Key,
  attempt: { moment: number; basketCents: number; ordersBefore: number },
  person: Person,
): CouponAnswer | undefined {
  const random = new RandomStream(deriveKey(key, 'coupon'))
  const code = drawCouponCode(random, campaigns, attempt.moment, person.priceSensitivity)
  return code === undefined ? undefined : answerCoupon({ ...attempt, code }, campaigns)
}
