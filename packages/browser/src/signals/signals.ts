import { openMoments } from './page-moments.ts'
import { watchResponses } from './page-responses.ts'
import type { SignalHost } from './signal-host.ts'
import { watchClicks } from './watch-clicks.ts'
import { watchErrorsShown } from './watch-errors-shown.ts'
import { watchForms } from './watch-forms.ts'
import { watchHelp } from './watch-help.ts'
import { watchVideos } from './watch-videos.ts'

/** The module with the signals of what visitors do: there is none of them before the page can be used. */
export function start(host: SignalHost): void {
  const page = openMoments(host)
  const { safe, last, now } = page
  host.onTrack((event, { status, url }) => {
    // Without an answer from elsewhere it may be a blocker's doing, of which the visitor sees nothing.
    if (event === 'Request Failed' && (status || String(url).startsWith(host.window.location.origin)))
      last.failure = now()
  })
  for (const watch of [watchClicks, watchForms, watchHelp, watchVideos]) safe(watch)(page)
  safe(() => watchResponses(page, watchErrorsShown(page)))()
}
