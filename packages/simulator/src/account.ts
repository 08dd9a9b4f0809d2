import type { MessageWriter } from './message-writer.ts'
import { accountTraits } from './person.ts'
import { happens } from './random.ts'
import type { Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

/** Someone without an account makes one while looking around, or someone with one signs in early. */
export function minorAccountSteps({ visit, writer }: Storefront): void {
  const { life, key, world } = visit
  if (visit.userId !== undefined) return
  if (!life.hasAccount) {
    if (happens(key, 'signs up browsing', world.model.account.signsUpBrowsing)) signUp(visit, writer)
    return
  }
  const { signsInEarly, signsInEarlyOnSharedDevice } = world.model.account
  const inApp = visit.situation.surface === 'app'
  const usual = visit.person.sharesDevice ? signsInEarlyOnSharedDevice : signsInEarly
  if (inApp || happens(key, 'signs in early', usual)) signIn(visit, writer)
}

/** At the first step of the checkout everybody says who they are: by account, or as a guest by e-mail. */
export function checkoutAccountStep({ visit, writer }: Storefront): void {
  const { life, key, world, person } = visit
  if (visit.userId !== undefined) return
  const { signsInAtCheckout, signsUpAtCheckout } = world.model.account
  if (life.hasAccount && happens(key, 'signs in at checkout', signsInAtCheckout)) {
    signIn(visit, writer)
  } else if (!life.hasAccount && happens(key, 'signs up at checkout', signsUpAtCheckout)) {
    signUp(visit, writer)
  } else {
    const { email, name } = accountTraits(person, life.plan, world.model)
    writer.identify({ email, name })
  }
}

function signUp(visit: Visit, writer: MessageWriter): void {
  visit.life.hasAccount = true
  claim(visit, writer)
  writer.track('Signed Up', { type: 'email', plan: visit.life.plan })
}

function signIn(visit: Visit, writer: MessageWriter): void {
  claim(visit, writer)
  writer.track('Signed In', { username: visit.person.userId })
}

/** From here on the messages carry the user id. Mobile clients also send the older `alias`, as their guides say. */
function claim(visit: Visit, writer: MessageWriter): void {
  const { life, person, world } = visit
  visit.userId = person.userId
  writer.userId = person.userId
  if (visit.remembers) life.signedInOn |= 1 << visit.deviceNumber
  if (visit.situation.surface === 'app') writer.alias(visit.anonymousId)
  writer.identify(accountTraits(person, life.plan, world.model))
  if (person.company) writer.group(person.company.id, person.company.traits)
  if (person.household) writer.group(person.household, { name: 'Household', type: 'household' })
}
