import { type JsonObject, objectOr, shortText } from './json.ts'
import { type Agent, agentOf, unknownAgent } from './user-agent.ts'

/** The columns of an event that say on what it happened. */
export interface Device {
  readonly type: string
  readonly browser: string
  readonly browserVersion: string
  readonly os: string
  readonly osVersion: string
}

const LONGEST = 100

/**
 * What the client says of its device, else what its user agent tells.
 *
 * @param requestAgent the request's own `User-Agent`, for browsers that send without a client library
 */
export function readDevice(context: JsonObject, requestAgent: string | undefined): Device {
  const agent = readAgent(context, requestAgent)
  const device = objectOr(context.device)
  const os = objectOr(context.os)
  const browser = objectOr(context.browser)
  const osName = shortText(os.name, LONGEST)
  const browserName = shortText(browser.name, LONGEST)
  return {
    type: deviceType(device) || agent.device,
    browser: browserName || agent.browser,
    browserVersion: browserName ? shortText(browser.version, LONGEST) : agent.browserVersion,
    os: osName ? (nameOfOs.get(osName.toLowerCase()) ?? osName) : agent.os,
    osVersion: osName ? shortText(os.version, LONGEST) : agent.osVersion,
  }
}

function readAgent(context: JsonObject, requestAgent: string | undefined): Agent {
  const told = context.userAgent
  if (typeof told === 'string' && told !== '') return agentOf(told)
  return requestAgent === undefined ? unknownAgent : agentOf(requestAgent)
}

const typeOfWord = new Map([
  ['smartphone', 'mobile'],
  ['phone', 'mobile'],
  ['handset', 'mobile'],
  ['ios', 'mobile'],
  ['iphone', 'mobile'],
  ['android', 'mobile'],
  ['ipad', 'tablet'],
  ['ipados', 'tablet'],
  ['pc', 'desktop'],
  ['computer', 'desktop'],
  ['laptop', 'desktop'],
  ['macos', 'desktop'],
  ['smarttv', 'tv'],
  ['smart_tv', 'tv'],
  ['television', 'tv'],
  ['tvos', 'tv'],
  ['crawler', 'bot'],
  ['spider', 'bot'],
])

/** mobile, tablet, desktop, tv or bot; another word as the client gave it. Segment's mobile clients say `ios` or `android`. */
function deviceType(device: JsonObject): string {
  const word = shortText(device.type, LONGEST).toLowerCase()
  if (word === '') return ''
  const type = typeOfWord.get(word) ?? word
  return type === 'mobile' && /ipad|tablet/i.test(shortText(device.model, LONGEST)) ? 'tablet' : type
}

/** The names that user agents get, so that apps and browsers on one system count together. */
const nameOfOs = new Map([
  ['ios', 'iOS'],
  ['iphone os', 'iOS'],
  ['ipados', 'iOS'],
  ['android', 'Android'],
  ['mac os x', 'macOS'],
  ['mac os', 'macOS'],
  ['macos', 'macOS'],
  ['windows', 'Windows'],
  ['linux', 'Linux'],
])
