import Bowser from 'bowser'
import { isbot } from 'isbot'
import { LeastRecentlyUsed } from './least-recently-used.ts'

/** What a user agent tells; empty text where it doesn't. */
export interface Agent {
  readonly device: string
  readonly browser: string
  readonly browserVersion: string
  readonly os: string
  readonly osVersion: string
}

export const unknownAgent: Agent = Object.freeze({
  device: '',
  browser: '',
  browserVersion: '',
  os: '',
  osVersion: '',
})

/** No browser sends more, and patterns on endless text cost time. */
const LONGEST = 1000

/** Parsing takes about 20 µs and a site sees a few thousand different agents. At most 2 MB. */
const seen = new LeastRecentlyUsed<string, Agent>(2000)

/** Device, browser and system behind a `User-Agent`. */
export function agentOf(userAgent: unknown): Agent {
  if (typeof userAgent !== 'string' || userAgent === '' || userAgent.length > LONGEST) return unknownAgent
  return seen.get(userAgent) ?? seen.set(userAgent, parse(userAgent))
}

function parse(userAgent: string): Agent {
  const { browser, os, platform } = Bowser.parse(userAgent)
  return {
    device: isbot(userAgent) ? 'bot' : (platform.type ?? ''),
    browser: browser.name ?? '',
    browserVersion: browser.version ?? '',
    os: os.name ?? '',
    osVersion: os.version ?? '',
  }
}
