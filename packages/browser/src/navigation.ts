import type { PageView, PageWindow } from './host.ts'
import { attempt, safe } from './safely.ts'
import { intercept } from './signals/intercept.ts'

/** The part of the Navigation API that we use; TypeScript's library does not have all of it yet. */
interface NavigationEvents {
  addEventListener(
    type: 'navigate',
    listener: (event: { destination: { url: string; sameDocument: boolean } }) => void,
  ): void
  addEventListener(type: 'currententrychange', listener: () => void): void
}

const navigationOf = (window: PageWindow): NavigationEvents | undefined =>
  attempt(() => (window as unknown as { navigation?: NavigationEvents }).navigation)

/** The page that is open, as messages carry it. */
export function viewOf({ document, location }: PageWindow): PageView & { readonly search: string } {
  const { pathname, hash, href, search } = location
  // Apps that keep their routes behind the hash: `#/cart`, `#!/cart`. Any other hash is a place in the page.
  const route = /^#!?\/[^?]*/.exec(hash)?.[0] ?? ''
  return { path: pathname + route, url: href, search, title: document.title }
}

/** Calls `turned` each time the page turns to another path, or comes back out of the browser's cache. */
export function watchNavigation(window: PageWindow, turned: () => void): void {
  let { path } = viewOf(window)
  const look = safe(() => {
    const before = path
    path = viewOf(window).path
    if (path !== before) turned()
  })
  const navigation = navigationOf(window)
  if (navigation) navigation.addEventListener('currententrychange', look)
  else
    for (const method of ['pushState', 'replaceState'])
      intercept(window.history, method, (call) => {
        call()
        look()
      })
  window.addEventListener('popstate', look)
  window.addEventListener('hashchange', look)
  window.addEventListener(
    'pageshow',
    safe(({ persisted }) => {
      if (persisted) turned()
    }),
  )
}

/** A navigation has begun so recently that the page's end belongs to it. */
const UNDER_WAY_MS = 10_000

/**
 * Calls `left` when the page is hidden or ends. `exit`: no link, form or script led to another page of this site, so the
 * visitor goes elsewhere or closes the tab.
 */
export function watchLeaving(window: PageWindow, left: (exit: boolean) => void): void {
  const { document, location } = window
  let insideAt = 0
  let gone = false
  const goes = (url: string) => {
    insideAt = new URL(url, location.href).origin === location.origin ? Date.now() : 0
  }
  const navigation = navigationOf(window)
  if (navigation)
    navigation.addEventListener(
      'navigate',
      safe(({ destination }) => {
        if (!destination.sameDocument) goes(destination.url)
      }),
    )
  else
    for (const type of ['click', 'submit'])
      window.addEventListener(
        type,
        safe(({ target, defaultPrevented }) => {
          const { href, action } = (target as Element).closest('a[href],form') as HTMLAnchorElement &
            HTMLFormElement
          // What the page prevents it does itself, without leaving.
          if (!defaultPrevented) goes(type === 'click' ? href : action)
        }),
      )
  window.addEventListener(
    'pagehide',
    safe(() => {
      gone = true
      left(Date.now() - insideAt > UNDER_WAY_MS)
    }),
  )
  window.addEventListener('pageshow', () => {
    gone = false
  })
  document.addEventListener(
    'visibilitychange',
    safe(() => {
      if (document.visibilityState === 'hidden' && !gone) left(false)
    }),
  )
}
