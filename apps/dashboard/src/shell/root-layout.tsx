import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * What login and shell pages share: the document's title follows the page, and the focus moves to the new page's
 * main part, so that a screen reader says where one is and Tab starts there.
 */
export function RootLayout() {
  const path = useRouterState({
    select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname,
  })
  const title = useRouterState({ select: (state) => state.matches.at(-1)?.staticData.title })
  const firstPath = useRef(path)

  useEffect(() => {
    document.title = title ? `${title} · Throughline` : 'Throughline'
  }, [title])

  useEffect(() => {
    if (firstPath.current === path) return
    firstPath.current = ''
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])

  return <Outlet />
}
