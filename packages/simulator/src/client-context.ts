import { hexadecimal } from './random.ts'
import { shopAppVersion } from './releases.ts'
import type { MessageContext } from './segment-message.ts'
import type { Visit } from './visit.ts'

/** What Segment's client on the visit's surface tells with every message, the page left out. */
export function clientContext(visit: Visit): MessageContext {
  if (visit.situation.surface === 'store') return tillContext(visit)
  return visit.situation.surface === 'app' ? appContext(visit) : browserContext(visit)
}

/** The shop's own server, which sends what no customer's device sees. */
export const serverContext: MessageContext = {
  library: { name: '@segment/analytics-node', version: '2.3.0' },
}

function browserContext(visit: Visit): MessageContext {
  const { market } = visit.person
  const { userAgent, userAgentData } = visit.software
  return {
    library: { name: 'analytics.js', version: 'npm:next-1.81.0' },
    sessionId: visit.sessionId,
    userAgent,
    ...(userAgentData ? { userAgentData } : {}),
    locale: market.locale,
    timezone: market.timezone,
    location: { country: market.country },
  }
}

/** `device.type` is the platform here, as Segment's mobile clients have it: ios or android, not mobile. */
function appContext(visit: Visit): MessageContext {
  const { market } = visit.person
  const { device, situation } = visit
  const apple = device.kind.maker === 'apple'
  const version = shopAppVersion(situation.startedAt, device.lagDays)
  return {
    library: apple
      ? { name: 'analytics-swift', version: '1.8.0' }
      : { name: 'analytics-kotlin', version: '1.19.0' },
    sessionId: visit.sessionId,
    app: {
      name: 'Shop Example',
      version,
      build: version.replaceAll('.', ''),
      namespace: 'example.shop.app',
    },
    device: {
      id: hexadecimal(visit.person.key).slice(0, 16),
      manufacturer: apple ? 'Apple' : device.model.startsWith('SM-') ? 'samsung' : 'unknown',
      model: device.model,
      type: apple ? 'ios' : 'android',
    },
    os: {
      name: apple ? 'iOS' : 'Android',
      version: apple ? situation.operatingSystemVersion : '14',
    },
    network: { wifi: situation.localHour >= 18 || situation.localHour < 8, cellular: true, bluetooth: false },
    screen: apple ? { width: 393, height: 852 } : { width: 412, height: 915, density: 2.6 },
    locale: market.locale,
    timezone: market.timezone,
    location: { country: market.country },
  }
}

function tillContext(visit: Visit): MessageContext {
  const { loyaltyCard, market } = visit.person
  return {
    library: { name: '@segment/analytics-node', version: '2.3.0' },
    timezone: market.timezone,
    location: { country: market.country },
    ...(loyaltyCard
      ? {
          traits: { loyalty_card: loyaltyCard },
          externalIds: [{ id: loyaltyCard, type: 'loyalty_card', collection: 'users', encoding: 'none' }],
        }
      : {}),
  }
}
