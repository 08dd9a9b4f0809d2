import type { Host } from '../host.ts'
import { failureFingerprint } from './failure-fingerprint.ts'
import { harmlessText } from './harmless-text.ts'

/** A loop that fails thousands of times tells no more than these. */
const MOST_PER_PAGE = 20
const SAME_AFTER_MS = 1000
const LONGEST_MESSAGE = 200
/** Browsers say this of layouts that settle a frame later; nothing has failed. */
const HARMLESS = /^ResizeObserver loop/
/** What a visitor has installed is not the site's. */
const FOREIGN = /^[a-z-]*extension:/

/** Script Failed: an error that nobody caught, or a rejection that nobody handled. */
export function watchScriptFailures(host: Host): void {
  const { window, safe } = host
  const lastAt = new Map<string, number>()
  let told = 0

  const tell = (message: string, address: string, line: number | undefined): void => {
    if (HARMLESS.test(message) || FOREIGN.test(address)) return
    const source = address.replace(/[?#].*/, '')
    const fingerprint = failureFingerprint(message, source)
    const now = Date.now()
    if (now - (lastAt.get(fingerprint) ?? 0) < SAME_AFTER_MS || told++ >= MOST_PER_PAGE) return
    lastAt.set(fingerprint, now)
    host.track('Script Failed', {
      message: harmlessText(message).slice(0, LONGEST_MESSAGE),
      source,
      line,
      fingerprint,
    })
  }
  window.addEventListener(
    'error',
    safe(({ message, filename, lineno }: ErrorEvent) =>
      tell(String(message), filename || '', lineno || undefined),
    ),
  )
  window.addEventListener(
    'unhandledrejection',
    safe(({ reason }: PromiseRejectionEvent) => {
      if (reason?.name === 'AbortError') return
      const [, address = '', line] = /((?:https?|file):\S+?):(\d+):\d+/.exec(reason?.stack ?? '') ?? []
      tell(String(reason?.message ?? reason), address, line ? Number(line) : undefined)
    }),
  )
}
