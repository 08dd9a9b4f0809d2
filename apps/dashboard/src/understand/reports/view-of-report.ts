import type { ReportView } from '@throughline/contract/boards'
import type { View } from '../../view/use-view.ts'
import { parseViewSearch, type ViewSearch } from '../../view/view-search.ts'

/** The part of a link that shows a saved report's own days; every part is named, so that none is kept from before. */
export function searchOfView(view: ReportView): ViewSearch {
  const { timezone, ...rest } = view
  const own = parseViewSearch({ ...rest, tz: timezone })
  const fixed = own.from !== undefined
  return {
    period: fixed ? undefined : (own.period ?? '30d'),
    from: own.from,
    to: own.to,
    tz: own.tz,
    segment: own.segment,
  }
}

/** The part of a link that says no days: links keep what is chosen unless each part is named. */
export const silentView = {
  period: undefined,
  from: undefined,
  to: undefined,
  tz: undefined,
  segment: undefined,
} as const satisfies { [Key in keyof ViewSearch]-?: undefined }

/** What to keep of the page's view with a report. A zone is kept only where it is not the project's. */
export function viewToKeep({ period, segment }: View, projectTimezone: string): ReportView {
  const { preset, since, until, timezone } = period
  return {
    ...(preset === 'custom' ? { from: since, to: until } : { period: preset }),
    ...(timezone === projectTimezone ? {} : { timezone }),
    ...(segment === undefined ? {} : { segment }),
  }
}
