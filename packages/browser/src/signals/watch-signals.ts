import type { Host } from '../host.ts'
import { type PageResponses, watchResponses } from './page-responses.ts'
import { watchClicks } from './watch-clicks.ts'
import { watchErrorsShown } from './watch-errors-shown.ts'
import { watchForms } from './watch-forms.ts'
import { watchHelp } from './watch-help.ts'
import { watchRequests } from './watch-requests.ts'
import { watchReturns } from './watch-returns.ts'
import { watchScriptFailures } from './watch-script-failures.ts'
import { watchScrolling } from './watch-scrolling.ts'
import { watchVideos } from './watch-videos.ts'

/** Every signal of the vocabulary, started in turn; one that fails in a hostile page leaves the others alone. */
const watchers: readonly ((host: Host) => void)[] = [
  watchScriptFailures,
  watchForms,
  watchScrolling,
  watchVideos,
  watchReturns,
  watchHelp,
]

/** The same of those that need to know what the page does by itself. */
const responseWatchers: readonly ((host: Host, responses: PageResponses) => void)[] = [
  watchRequests,
  watchErrorsShown,
  watchClicks,
]

/** Starts to watch for what visitors feel. */
export function watchSignals(host: Host): void {
  for (const watch of watchers) host.safe(watch)(host)
  host.safe(() => {
    const responses = watchResponses(host)
    for (const watch of responseWatchers) host.safe(watch)(host, responses)
  })()
}
