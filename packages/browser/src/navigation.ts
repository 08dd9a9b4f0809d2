import type { PageWindow } from './host.ts'
import { attempt, listen } from './safely.ts'
import { intercept } from './signals/intercept.ts'

/** The part of the Navigation API that we use; not every browser has it. */
export interface NavigationWindow {
  readonly navigation?: EventTarget
}
export interface NavigateEvent extends Event {
  readonly destination: { readonly url: string; readonly sameDocument: boolean }
}

/** The path of the page that is open, with the route of apps that keep it behind the hash: `#/cart`, `#!/cart`. */
export const pathOf = ({ pathname, hash }: Location): string =>
  pathname + (/^#!?\/[^?]*/.exec(hash)?.[0] ?? '')

/** Calls `look` whenever the page may have turned to another, with `true` where it came out of the browser's cache. */
export function watchNavigation(window: PageWindow, look: (isRestored?: boolean) => void): void {
  for (const method of ['pushState', 'replaceState'])
    intercept(window.history, method, (call) => {
      call()
      attempt(look)
    })
  for (const type of ['popstate', 'hashchange', 'pageshow'])
    listen<PageTransitionEvent>(window, type, ({ persisted }) => look(persisted))
  const navigation = navigationOf(window)
  // An app that turns its pages by the Navigation API.
  if (navigation) listen(navigation, 'currententrychange', () => look())
}

const navigationOf = (window: PageWindow): EventTarget | undefined =>
  attempt(() => (window as unknown as NavigationWindow).navigation)

/** A navigation has begun so recently that the page's end belongs to it. */
const UNDER_WAY_MS = 10_000

/**
 * Calls `left` when the page is hidden or ends. `exit`: nothing led to another page of this site, so the visitor goes
 * elsewhere or closes the tab.
 */
export function watchLeaving(window: PageWindow, left: (exit: boolean) => void): void {
  const { document, location } = window
  let insideAt = 0
  let isGone = false
  const goTo = (url: string) => {
    insideAt = url.startsWith(`${location.origin}/`) ? Date.now() : 0
  }
  listen(window, 'pagehide', () => {
    isGone = true
    left(Date.now() - insideAt > UNDER_WAY_MS)
  })
  // A page that ends is hidden as well.
  listen(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'hidden') isGone = false
    else if (!isGone) left(false)
  })
  const navigation = navigationOf(window)
  if (navigation)
    listen<NavigateEvent>(navigation, 'navigate', ({ destination: { sameDocument, url } }) => {
      if (!sameDocument) goTo(url)
    })
  else
    for (const type of ['click', 'submit'])
      listen(window, type, ({ target, defaultPrevented }) => {
        const { href, action } = (target as Element).closest('a[href],form') as HTMLAnchorElement &
          HTMLFormElement
        // What the page prevents it does itself, and stays.
        if (!defaultPrevented) goTo(type === 'click' ? href : action)
      })
}
