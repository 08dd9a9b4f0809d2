import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useProject } from '../session.ts'
import { type Period, resolvePeriod } from './period.ts'
import { parseViewSearch, type ViewSearch } from './view-search.ts'

/** What the page looks at, and the way to change it: it lives in the link. */
export interface View {
  readonly period: Period
  readonly segment: string | undefined
  /** The link's own words, to change one of them: `change({ ...chosen, segment })`. */
  readonly chosen: ViewSearch
  readonly change: (next: ViewSearch) => void
}

/**
 * The period, zone and segment of the page's link.
 *
 * @example const { period } = useView(); useQuery(query(trend, { body: { from: period.from, to: period.to, … } }))
 */
export function useView(): View {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const project = useProject()
  const view = useMemo(() => parseViewSearch(search), [search])
  const { period, from, to, tz, segment } = view
  const timezone = tz ?? project.timezone
  // Periods count whole days, so one reading of the clock a view is enough and keeps query keys stable.
  const resolved = useMemo(
    () => resolvePeriod({ period, from, to }, Date.now(), timezone, project.extent),
    [period, from, to, timezone, project.extent],
  )
  const change = useCallback(
    (next: ViewSearch) => {
      const cleared = { period: undefined, from: undefined, to: undefined, tz: undefined, segment: undefined }
      navigate({ to: '.', search: (old) => ({ ...old, ...cleared, ...next }), replace: true })
    },
    [navigate],
  )
  return useMemo(
    () => ({ period: resolved, segment, chosen: view, change }),
    [resolved, segment, view, change],
  )
}
