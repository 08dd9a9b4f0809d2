import type { Host, HostModule } from './host.ts'
import { attempt, safe } from './safely.ts'

/** Hashes of the modules' content, by name, as the build found them; absent where a module was not built. */
export type ModuleHashes = Readonly<Record<string, string | undefined>>

/** Loads vitals and replay when the page is idle and the visitor allows them; each once. */
export function loadModules(host: Host, hashes: ModuleHashes): void {
  const { options, window } = host
  const loaded = new Set<string>()
  const wanted = {
    vitals: () => options.vitals && host.allowed('analytics'),
    replay: () => host.allowed('replay') && (options.replay === 'friction' || host.inShare(options.replay)),
  }
  const load = () => {
    for (const name of ['vitals', 'replay'] as const) {
      if (loaded.has(name) || !wanted[name]()) continue
      loaded.add(name)
      const address = `${options.host}/sdk/${name}.js?v=${hashes[name]}`
      import(/* @vite-ignore */ address)
        .then((module: HostModule) => module.start(host))
        // Blocked or not there: the page is as well without it.
        .catch(() => {})
    }
  }
  const whenIdle = safe(() => {
    const idle = attempt(() => window.requestIdleCallback) ?? window.setTimeout
    idle(safe(load))
    host.onConsent(load)
    host.onSession(load)
  })
  if (window.document.readyState === 'complete') whenIdle()
  else window.addEventListener('load', whenIdle)
}
