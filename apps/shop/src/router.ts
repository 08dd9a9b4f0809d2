/** What a page gives: what stands in the tab, and what stands on the page. */
export interface View {
  readonly title: string
  readonly content: HTMLElement
  /** Called when it stands on the page. */
  readonly shown?: () => void
}

export type PageMaker = (part: string, query: URLSearchParams) => View

/** A path below `/shop`, in which `*` is the part that the page is told. */
export type Routes = Readonly<Record<string, PageMaker>>

let show: () => void = () => undefined

/** Goes to another page of the shop without a new document. */
export function go(address: string): void {
  history.pushState(null, '', address)
  show()
  scrollTo(0, 0)
  // Whoever listens to the page hears where they are.
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}

/** Shows the page that is open anew, as after a change of what it shows. */
export const showAgain = (): void => show()

/** Shows pages in `main` as the address says, from now on. */
export function startRouter(
  main: HTMLElement,
  routes: Routes,
  notFound: PageMaker,
  onShow: () => void,
): void {
  show = () => {
    const path = location.pathname.replace(/^\/shop/, '').replace(/(.)\/$/, '$1') || '/'
    const [make, part] = match(routes, path) ?? [notFound, '']
    const { title, content, shown } = make(part, new URLSearchParams(location.search))
    document.title = `${title} · Hearthside`
    content.querySelector('h1')?.setAttribute('tabindex', '-1')
    main.replaceChildren(content)
    onShow()
    shown?.()
  }
  addEventListener('popstate', show)
  document.addEventListener('click', followLink)
  show()
}

function match(routes: Routes, path: string): [PageMaker, string] | undefined {
  const exact = routes[path]
  if (exact) return [exact, '']
  const slash = path.lastIndexOf('/')
  const maker = routes[`${path.slice(0, slash)}/*`]
  return maker && [maker, path.slice(slash + 1)]
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
    return
  if (link.origin !== location.origin || !link.pathname.startsWith('/shop/') || link.hash) return
  event.preventDefault()
  go(link.href)
}
