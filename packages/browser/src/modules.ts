import type { Host, HostModule } from './host.ts'
import { listen, safe } from './safely.ts'

declare const __MODULE_HASHES__: Readonly<Record<string, string>>

/** A page that is never idle has its modules after this time. */
const LONGEST_WAIT_MS = 2000

/** Loads vitals and replay when the page is idle and the visitor allows them. */
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
}

/** Does the work when the page has loaded and has nothing else to do. */
export function whenIdle({ window }: Host, work: () => void): void {
  const wait = () => {
    if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: LONGEST_WAIT_MS })
    else work()
  }
  if (window.document.readyState === 'complete') wait()
  else listen(window, 'load', wait)
}

const loaded = new Set<string>()

/** Loads a module of the SDK and starts it, once however often it is asked for. */
export function loadModule(host: Host, name: string): void {
  const address = `${host.options.host}/sdk/${name}.js?v=${__MODULE_HASHES__[name]}`
  if (loaded.has(address)) return
  loaded.add(address)
  import(/* @vite-ignore */ address)
    .then((module: HostModule) => module.start(host))
    // Blocked or not there: the page is as well without it.
    .catch(() => {})
}
