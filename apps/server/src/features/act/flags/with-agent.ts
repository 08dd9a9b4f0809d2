import type { Context } from '@throughline/evaluator/evaluation'
import type { CollectionDoor } from '../../listen/collection/index.ts'

type Agent = ReturnType<CollectionDoor['agentOf']>

/** Fields of events, under the same names, so that a group that a report or a finding tells of can be targeted. */
const fields = [
  ['device', 'type', 'device'],
  ['browser', 'name', 'browser'],
  ['browser', 'version', 'browserVersion'],
  ['os', 'name', 'os'],
  ['os', 'version', 'osVersion'],
] as const

/**
 * The context with what a browser tells of itself with every request, where the caller says nothing of it. A server's
 * agent is none of its visitors'.
 *
 * @example withAgent({ targetingKey: 'v1' }, agentOf(chrome)) // { targetingKey: 'v1', 'browser.name': 'Chrome', … }
 */
export function withAgent(context: Context, agent: Agent): Context {
  const told: Record<string, string> = {}
  for (const [of, name, field] of fields) {
    const path = `${of}.${name}`
    if (agent[field] !== '' && !(path in context) && !saysOwn(context[of], name)) told[path] = agent[field]
  }
  return { ...context, ...told }
}

const saysOwn = (part: unknown, name: string): boolean =>
  typeof part === 'object' && part !== null && Object.hasOwn(part, name)

/** Whether a `User-Agent` is a browser's: all of them begin so. */
export const isBrowser = (userAgent: string | undefined): userAgent is string =>
  userAgent?.startsWith('Mozilla/') === true
