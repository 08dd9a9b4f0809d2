import { askFlags } from './ask-flags.ts'
import { logExposures } from './log-exposures.ts'
import type { FlagHost } from './open-flags.ts'
import { showFlags } from './show-flags.ts'
import { watchChanges } from './watch-changes.ts'

/** Asks which flags this visitor has, shows them on marked elements, and logs what was read of experiments. */
export function start(host: FlagHost): void {
  const { link, safe, window } = host
  const { document } = window
  const logExposure = logExposures(host)
  const reveal = () => {
    document.documentElement.dataset.tlFlags = 'ready'
  }
  const ask = askFlags(host, () => {
    show()
    link.settle()
    // Without an answer, too: there is nothing to wait for.
    reveal()
    watch.open()
  })
  const watch = watchChanges(host, ask)
  link.used = safe((flag) => {
    if (flag) logExposure(flag)
    else if (watch.begin()) ask()
  })
  for (const flag of link.early) {
    if (flag) logExposure(flag)
    else watch.begin()
  }
  link.find()
  const show = showFlags(host)
  if (link.known) reveal()
  link.onVisitor(ask)
  host.onConsent(ask)
  host.onSession(ask)
  ask()
}
