import { type Device, drawDevice } from './devices.ts'
import { type Market, markets } from './markets.ts'
import { addressPart, nameLists } from './names.ts'
import { deriveKey, happens, hexadecimal, type Key, RandomStream, uniform } from './random.ts'
import type { JsonObject } from './segment-message.ts'
import type { ShopModel } from './shop-model.ts'

/** Somebody who comes to the shop. A function of the seed and the index, so that nobody needs to be remembered. */
export interface Person {
  readonly index: number
  readonly key: Key
  readonly userId: string
  readonly market: Market
  readonly devices: readonly [Device, ...Device[]]
  /** True where the first device belongs to the person before and both use it. */
  readonly sharesDevice: boolean
  readonly household: string | undefined
  readonly company: Company | undefined
  /** The nearest store, where the country has one. */
  readonly homeStore: string | undefined
  readonly loyaltyCard: string | undefined
  readonly usesApp: boolean
  /** A customer since before the simulated period, with this many orders. */
  readonly establishedOrders: number
  readonly intent: number
  readonly patience: number
  readonly priceSensitivity: number
  readonly loyalty: number
}

export interface Company {
  readonly id: string
  readonly traits: JsonObject
}

const COMPANIES = 240
const companyNames = ['Atelier', 'Nordlicht', 'Kontor', 'Studio', 'Praxis', 'Hotel', 'Agentur', 'Gallery']
const companyPlaces = ['Elbe', 'Harbour', 'Linden', 'Mill', 'Park', 'River', 'Station', 'Tower']
const industries = ['hospitality', 'design', 'healthcare', 'retail', 'software', 'education']

/** Person number `index` of a shop. It depends on that number and, in a household, on the one before; on no other. */
export function personAt(shop: Key, index: number, model: ShopModel): Person {
  const key = personKey(shop, index)
  const random = new RandomStream(deriveKey(key, 'character'))
  const sharesDevice = sharesDeviceWithPrevious(shop, index, model)
  const home = sharesDevice ? personKey(shop, index - 1) : key
  const first = drawDevice(deriveKey(home, 'device', 0))
  const second = happens(key, 'second device', model.people.secondDevice)
  const livesTogether = sharesDevice || sharesDeviceWithPrevious(shop, index + 1, model)
  const established = happens(key, 'established', model.people.established)
  const market = new RandomStream(deriveKey(home, 'market')).weighted(markets, (one) => one.weight)
  const homeStore = market.stores?.[Math.floor(uniform(home, 'home store') * market.stores.length)]
  return {
    index,
    key,
    userId: `u-${identifierOf(shop, index)}`,
    market,
    devices: second ? [first, drawDevice(deriveKey(key, 'device', 1), first)] : [first],
    sharesDevice: livesTogether,
    household: livesTogether ? `hh-${identifierOf(shop, sharesDevice ? index - 1 : index)}` : undefined,
    company: happens(key, 'business', model.people.business) ? companyOf(shop, key) : undefined,
    homeStore,
    loyaltyCard:
      homeStore && happens(key, 'loyalty card', model.people.loyaltyCard) ? cardNumber(index) : undefined,
    usesApp: first.kind.type === 'mobile' && !livesTogether && happens(key, 'app', model.people.usesApp),
    establishedOrders: established ? 1 + Math.floor(random.waiting(2)) : 0,
    intent: random.normal(),
    patience: random.next(),
    priceSensitivity: random.next(),
    loyalty: random.next(),
  }
}

/** Who somebody is, as far as an account tells. */
export type AccountTraits = JsonObject & { readonly email: string; readonly name: string }

/** The traits of an account, as an `identify` call sends them. No birthday: nobody needs it to sell cushions. */
export function accountTraits(person: Person, plan: 'free' | 'plus', model: ShopModel): AccountTraits {
  const random = new RandomStream(deriveKey(person.key, 'traits'))
  const names = nameLists[person.market.names]
  const firstName = random.pick(names.first)
  const lastName = random.pick(names.last)
  const host = random.chance(0.7) ? 'example.com' : 'example.org'
  const phone = random.chance(model.people.givesPhone) ? phoneOf(person) : undefined
  return {
    email: `${addressPart(firstName)}.${addressPart(lastName)}.${person.userId.slice(2)}@${host}`,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    ...(phone ? { phone } : {}),
    plan,
    address: { country: person.market.country },
    ...(person.loyaltyCard ? { loyalty_card: person.loyaltyCard } : {}),
    ...(person.company ? { company: { id: person.company.id } } : {}),
  }
}

/** Where all that a person is comes from. */
export function personKey(shop: Key, index: number): Key {
  return deriveKey(shop, 'person', index)
}

/** Only odd people join the one before them, so a household has two and never grows into a chain. */
function sharesDeviceWithPrevious(shop: Key, index: number, model: ShopModel): boolean {
  return index % 2 === 1 && happens(personKey(shop, index), 'shares device', model.people.sharesDevice)
}

/** Unique within a shop by its second part, between shops by its first. */
function identifierOf(shop: Key, index: number): string {
  return `${hexadecimal(shop).slice(0, 4)}${index.toString(36).padStart(4, '0')}`
}

function cardNumber(index: number): string {
  return `9800${String(index).padStart(9, '0')}`
}

/** The numbers kept for fiction are few: beyond them people share one, as families do. */
function phoneOf(person: Person): string | undefined {
  const block = person.market.phones
  if (!block) return undefined
  const size = Number(`1${'0'.repeat(block.digits)}`)
  const prefix = block.prefixes[Math.floor(person.index / size) % block.prefixes.length]
  return `${prefix}${String(person.index % size).padStart(block.digits, '0')}`
}

function companyOf(shop: Key, person: Key): Company {
  const number = new RandomStream(deriveKey(person, 'company')).integer(1, COMPANIES)
  const random = new RandomStream(deriveKey(shop, 'company', number))
  return {
    id: `c-${String(number).padStart(4, '0')}`,
    traits: {
      name: `${random.pick(companyNames)} ${random.pick(companyPlaces)} ${number}`,
      industry: random.pick(industries),
      employees: Math.round(random.logNormal(40, 1.1)) + 1,
      plan: random.weighted(['basic', 'business'], (plan) => (plan === 'basic' ? 3 : 1)),
    },
  }
}
