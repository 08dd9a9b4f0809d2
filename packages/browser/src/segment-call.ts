import type { PageWindow, Properties } from './host.ts'
import { attempt, safe } from './safely.ts'

/** What a call says: ids or names, then properties or traits, then options. */
export type CallWork = (texts: unknown[], values?: Properties, callOptions?: Properties) => void

/**
 * A method as Segment's clients have it: up to so many ids or names, values, options, and a callback which pages wait for
 * before they go elsewhere.
 */
export const segmentCall = (window: PageWindow, most: number, work: CallWork) =>
  safe((...args: unknown[]) => {
    const callback = args.find((arg) => typeof arg === 'function')
    const rest = args.filter((arg) => arg !== callback)
    const texts: unknown[] = []
    while (rest.length > 0 && texts.length < most && !jsonValues(rest[0])) texts.push(rest.shift())
    safe(work)(texts, ...rest.map(jsonValues))
    if (callback) window.setTimeout(callback as () => void)
  })

/** A copy with what JSON can say of the values; one that it can't (a circle, a getter that throws) is left out. */
function jsonValues(values: unknown): Properties | undefined {
  if (typeof values !== 'object' || !values) return undefined
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(values))
    attempt(() => {
      copy[name] = JSON.parse(JSON.stringify(values[name as never]))
    })
  return copy
}
