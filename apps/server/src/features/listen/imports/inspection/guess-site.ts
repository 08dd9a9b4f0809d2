import { parseLogLine } from '../log/log-line.ts'
import { requestKind } from '../log/request-kind.ts'

const LINES = 5000

/**
 * The address of the site whose log this is: images and scripts are mostly asked for by the site's own pages. Undefined
 * where too few say so.
 */
export function guessSite(text: string): string | undefined {
  const counts = new Map<string, number>()
  let assets = 0
  for (const each of text.split('\n', LINES)) {
    const line = parseLogLine(each.replace(/\r$/, ''))
    if (!line?.referrer || requestKind(line) !== 'asset') continue
    const origin = /^https?:\/\/[^/\s]+/i.exec(line.referrer)?.[0]?.toLowerCase()
    if (!origin) continue
    assets++
    const site = origin.replace('://www.', '://')
    counts.set(site, (counts.get(site) ?? 0) + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best && best[1] > assets * 0.4 ? best[0] : undefined
}
