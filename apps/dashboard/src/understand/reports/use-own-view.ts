import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SavedReport } from '@throughline/contract/boards'
import { useEffect, useRef } from 'react'
import { viewKeys } from '../../view/view-search.ts'
import { searchOfView } from './view-of-report.ts'

/**
 * A link to a saved report that says no days shows the report's own. From then on the link says them, the default too,
 * so that whoever gets it sees the same.
 */
export function useOwnView(saved: SavedReport): void {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const arrived = useRef(false)
  const silent = viewKeys.every((key) => search[key] === undefined)
  useEffect(() => {
    const view = searchOfView(arrived.current ? { period: '30d' } : saved.view)
    arrived.current = true
    if (silent) void navigate({ to: '.', search: (old) => ({ ...old, ...view }), replace: true })
  }, [silent, saved, navigate])
}
