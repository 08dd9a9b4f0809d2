import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useView, type View } from '../../../view/use-view.ts'
import { viewKeys } from '../../../view/view-search.ts'
import { silentView } from '../view-of-report.ts'

/** One period for all reports of a board, where the link says one. */
export interface Override {
  readonly on: boolean
  /** As the page's view, but a choice is always named in the link: the default period is one, too. */
  readonly view: View
  readonly clear: () => void
}

export function useOverride(): Override {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const view = useView()
  const on = viewKeys.some((key) => search[key] !== undefined)
  return useMemo(
    () => ({
      on,
      view: {
        ...view,
        change: (next) => view.change(next.from || next.period ? next : { ...next, period: '30d' }),
      },
      clear: () => {
        void navigate({ to: '.', search: (old) => ({ ...old, ...silentView }), replace: true })
      },
    }),
    [on, view, navigate],
  )
}
