import type { Host } from '../host.ts'
import { loadSignals } from './load-signals.ts'
import { openSignals } from './signal-host.ts'
import { watchRequests } from './watch-requests.ts'
import { watchReturns } from './watch-returns.ts'
import { watchScriptFailures } from './watch-script-failures.ts'
import { watchScrolling } from './watch-scrolling.ts'

/** Starts the signals that begin with the page, and loads the others; one that fails in a hostile page leaves the others alone. */
export function watchSignals(host: Host): void {
  const signals = openSignals(host)
  for (const watch of [watchScriptFailures, watchRequests, watchScrolling, watchReturns, loadSignals])
    host.safe(watch)(signals)
}
