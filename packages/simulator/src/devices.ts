import { deriveKey, type Key, RandomStream, uuid } from './random.ts'
import { appleVersion, chromiumVersion, firefoxVersion, samsungVersion } from './releases.ts'
import type { JsonObject } from './segment-message.ts'

export type DeviceType = 'desktop' | 'mobile' | 'tablet'

type Maker = 'apple' | 'android' | 'computer'

/** A kind of device with its browser, and how many people in a hundred come with it. */
interface DeviceKind {
  readonly type: DeviceType
  readonly maker: Maker
  readonly operatingSystem: string
  readonly browser: string
  readonly weight: number
}

/** One device of one person. */
export interface Device {
  readonly kind: DeviceKind
  readonly anonymousId: string
  readonly slow: boolean
  /** How late its owner updates. */
  readonly lagDays: number
  readonly model: string
}

/** What a device runs at a moment. */
export interface Software {
  readonly userAgent: string
  readonly browserVersion: string
  readonly operatingSystemVersion: string
  readonly userAgentData: JsonObject | undefined
}

const kinds: readonly DeviceKind[] = [
  { type: 'mobile', maker: 'apple', operatingSystem: 'iOS', browser: 'Mobile Safari', weight: 23 },
  { type: 'mobile', maker: 'apple', operatingSystem: 'iOS', browser: 'Chrome iOS', weight: 3 },
  { type: 'mobile', maker: 'android', operatingSystem: 'Android', browser: 'Chrome Mobile', weight: 24 },
  { type: 'mobile', maker: 'android', operatingSystem: 'Android', browser: 'Samsung Internet', weight: 6 },
  { type: 'mobile', maker: 'android', operatingSystem: 'Android', browser: 'Firefox Mobile', weight: 2 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'Windows', browser: 'Chrome', weight: 15 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'Windows', browser: 'Edge', weight: 6 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'Windows', browser: 'Firefox', weight: 4 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'macOS', browser: 'Safari', weight: 6 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'macOS', browser: 'Chrome', weight: 4 },
  { type: 'desktop', maker: 'computer', operatingSystem: 'Linux', browser: 'Firefox', weight: 1 },
  { type: 'tablet', maker: 'apple', operatingSystem: 'iPadOS', browser: 'Mobile Safari', weight: 4 },
  { type: 'tablet', maker: 'android', operatingSystem: 'Android', browser: 'Chrome', weight: 2 },
]

const models: Readonly<Record<Maker, readonly string[]>> = {
  apple: ['iPhone15,2', 'iPhone14,5', 'iPhone16,1', 'iPhone12,8'],
  android: ['Pixel 8', 'SM-S911B', 'SM-A546B', 'Redmi Note 12'],
  computer: [''],
}

const slowShare: Readonly<Record<Maker, number>> = { apple: 0.1, android: 0.26, computer: 0.12 }

/** A device drawn from its own key. `other` asks for a phone where the first was a computer, and the reverse. */
export function drawDevice(key: Key, other?: Device): Device {
  const random = new RandomStream(key)
  const wanted = other
    ? kinds.filter((kind) => (kind.type === 'mobile') !== (other.kind.type === 'mobile'))
    : kinds
  const kind = random.weighted(wanted, (candidate) => candidate.weight)
  const slow = random.chance(slowShare[kind.maker])
  return {
    kind,
    anonymousId: uuid(deriveKey(key, 'anonymous id')),
    slow,
    lagDays: slow ? 200 + random.waiting(250) : random.waiting(14),
    model: random.pick(models[kind.maker]),
  }
}

/** What a device says of itself at a moment, in the very form that its browser sends. */
export function softwareOf(device: Device, moment: number): Software {
  const { kind, lagDays } = device
  switch (kind.browser) {
    case 'Mobile Safari':
      return mobileSafari(kind.type === 'tablet' ? 'iPad' : 'iPhone', appleVersion(moment, lagDays))
    case 'Chrome iOS':
      return chromeOnIphone(chromiumVersion(moment, lagDays), appleVersion(moment, lagDays))
    case 'Safari':
      return desktopSafari(appleVersion(moment, lagDays))
    case 'Firefox':
    case 'Firefox Mobile':
      return firefox(kind.operatingSystem, firefoxVersion(moment, lagDays))
    case 'Samsung Internet':
      return samsungInternet(samsungVersion(moment, lagDays), chromiumVersion(moment, lagDays + 90))
    case 'Edge':
      return chromium(kind, chromiumVersion(moment, lagDays), 'Microsoft Edge')
    default:
      return chromium(kind, chromiumVersion(moment, lagDays), 'Google Chrome')
  }
}

function mobileSafari(name: 'iPhone' | 'iPad', version: string): Software {
  const system = name === 'iPhone' ? 'iPhone OS' : 'OS'
  const shown = frozenAppleVersion(version)
  return {
    userAgent: `Mozilla/5.0 (${name}; CPU ${system} ${shown} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
    browserVersion: version,
    operatingSystemVersion: version,
    userAgentData: undefined,
  }
}

function chromeOnIphone(version: number, system: string): Software {
  return {
    userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS ${frozenAppleVersion(system)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/${version}.0.0.0 Mobile/15E148 Safari/604.1`,
    browserVersion: String(version),
    operatingSystemVersion: system,
    userAgentData: undefined,
  }
}

function desktopSafari(version: string): Software {
  return {
    userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`,
    browserVersion: version,
    operatingSystemVersion: '10.15.7',
    userAgentData: undefined,
  }
}

function firefox(system: string, version: number): Software {
  const place =
    system === 'Windows'
      ? 'Windows NT 10.0; Win64; x64'
      : system === 'Android'
        ? 'Android 14; Mobile'
        : 'X11; Linux x86_64'
  const engine = system === 'Android' ? `Gecko/${version}.0` : 'Gecko/20100101'
  return {
    userAgent: `Mozilla/5.0 (${place}; rv:${version}.0) ${engine} Firefox/${version}.0`,
    browserVersion: String(version),
    operatingSystemVersion: system === 'Windows' ? '10' : system === 'Android' ? '14' : '',
    userAgentData: undefined,
  }
}

function samsungInternet(version: number, engine: number): Software {
  return {
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/${version}.0 Chrome/${engine}.0.0.0 Mobile Safari/537.36`,
    browserVersion: String(version),
    operatingSystemVersion: '10',
    userAgentData: clientHints('Samsung Internet', version, engine, true, 'Android'),
  }
}

function chromium(kind: DeviceKind, version: number, brand: 'Google Chrome' | 'Microsoft Edge'): Software {
  const mobile = kind.type === 'mobile'
  const place =
    kind.operatingSystem === 'Windows'
      ? 'Windows NT 10.0; Win64; x64'
      : kind.operatingSystem === 'Android'
        ? 'Linux; Android 10; K'
        : 'Macintosh; Intel Mac OS X 10_15_7'
  const edge = brand === 'Microsoft Edge' ? ` Edg/${version}.0.0.0` : ''
  return {
    userAgent: `Mozilla/5.0 (${place}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0${mobile ? ' Mobile' : ''} Safari/537.36${edge}`,
    browserVersion: String(version),
    operatingSystemVersion: kind.operatingSystem === 'macOS' ? '10.15.7' : '10',
    userAgentData: clientHints(brand, version, version, mobile, kind.operatingSystem),
  }
}

function clientHints(
  brand: string,
  version: number,
  engine: number,
  mobile: boolean,
  platform: string,
): JsonObject {
  return {
    brands: [
      { brand: 'Chromium', version: String(engine) },
      { brand, version: String(version) },
    ],
    mobile,
    platform,
  }
}

/** Since version 26 Safari shows 18.6 as the system's version, for the sake of old sites. */
function frozenAppleVersion(version: string): string {
  const shown = Number.parseFloat(version) >= 26 ? '18.6' : version
  return shown.replace('.', '_')
}
