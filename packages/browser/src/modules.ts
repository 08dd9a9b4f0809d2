import { readTimezone } from './browser-context.ts'
import type { Host, ImportModule, PageWindow } from './host.ts'
import { listen, safe } from './safely.ts'

declare const __MODULE_HASHES__: Readonly<Record<string, string>>

/** A page that is never idle, or never painted, is taken for it after this time. */
const LONGEST_WAIT_MS = 1000

/** Does what waits for an idle page: loads vitals and replay where the visitor allows them. */
export function loadModules(host: Host): void {
  const { replay, vitals } = host.options
  const load = safe(() => {
    if (vitals !== 'off' && host.allowed('analytics')) loadModule(host, 'vitals')
    if (host.allowed('replay') && (replay === 'friction' || host.inShare(Number(replay))))
      loadModule(host, 'replay')
  })
  host.onConsent(load)
  host.onSession(load)
  whenIdle(host, load)
  whenIdle(host, safe(readTimezone))
}

/** Does the work when the page has loaded, is painted and has nothing else to do. */
export function whenIdle({ window }: Host, work: () => void): void {
  const wait = () => afterPaint(window, work)
  if (window.document.readyState === 'complete') wait()
  else listen(window, 'load', wait)
}

/** Does the work when what the page shows now is painted and nothing else is to do; perhaps twice. */
export function afterPaint(window: PageWindow, work: () => void): void {
  const timer = window.setTimeout(work, LONGEST_WAIT_MS)
  const idle = () => {
    window.clearTimeout(timer)
    work()
  }
  const frame = (next: () => void) => window.requestAnimationFrame?.(safe(next))
  // Two frames: the first is about to be painted when it is told. In the background there are none.
  frame(() =>
    frame(() => {
      if (window.requestIdleCallback) window.requestIdleCallback(idle, { timeout: LONGEST_WAIT_MS })
      else idle()
    }),
  )
}

export const importModule: ImportModule = (address) => import(/* @vite-ignore */ address)

/** Loads a module of the SDK and starts it, once however often it is asked for. */
export function loadModule(host: Host, name: string): void {
  const address = `${host.options.host}/sdk/${name}.js?v=${__MODULE_HASHES__[name]}`
  if (host.loaded.has(address)) return
  host.loaded.add(address)
  host
    .importModule(address)
    .then((module) => module.start(host))
    // Blocked or not there: the page is as well without it.
    .catch(() => {})
}
