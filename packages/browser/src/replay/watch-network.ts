import type { NetworkLine } from '@throughline/contract/recordings'
import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { withoutQueryValues } from './query-values.ts'

const SLOW_MS = 1_000
const FIRST_ERROR_STATUS = 400

/**
 * Tells requests that failed or took longer than a second: those of scripts by the signal, since it knows the method, and
 * images, styles and the like by what the browser measured.
 */
export function watchNetwork(host: Host, tell: (line: NetworkLine) => void): void {
  const { window, options, safe } = host
  host.onTrack((event, properties) => {
    if (event !== 'Request Failed') return
    tell({
      kind: 'failed',
      method: String(properties.method),
      url: String(properties.url),
      status: Number(properties.status) || 0,
      durationMs: Number(properties.duration_ms) || 0,
    })
  })
  const look = safe((entry: PerformanceResourceTiming) => {
    const { name, duration, initiatorType, responseStatus: status = 0 } = entry
    if (!name.startsWith('http') || name.startsWith(options.host)) return
    const byScript = initiatorType === 'fetch' || initiatorType === 'xmlhttprequest'
    const failed = status >= FIRST_ERROR_STATUS
    if (failed ? byScript && options.signals !== 'off' : duration < SLOW_MS) return
    tell({
      kind: failed ? 'failed' : 'slow',
      method: byScript ? '' : 'GET',
      url: withoutQueryValues(name),
      status,
      durationMs: Math.round(duration),
    })
  })
  attempt(() =>
    new window.PerformanceObserver((list) => {
      for (const entry of list.getEntries()) look(entry as PerformanceResourceTiming)
    }).observe({ type: 'resource' }),
  )
}
