import { categories } from '../catalogue/categories.ts'
import { plantedDefects } from '../defects/defects.ts'
import { go } from '../router.ts'
import { signedIn } from '../shop/account.ts'
import { onCartChange, piecesInCart } from '../shop/cart.ts'
import { element } from './element.ts'
import { icon } from './icon.ts'

/** What stands around every page. */
export interface Frame {
  readonly main: HTMLElement
  /** Marks where the visitor is, and what has changed since. */
  refresh(): void
}

export function buildFrame(root: HTMLElement): Frame {
  const links = categories.map(({ slug, name }) => element('a', { href: `/shop/c/${slug}` }, name))
  const account = element('span', { class: 'wide' })
  const count = element('span', { class: 'count' })
  const cartLink = element('a', { href: '/shop/cart', class: 'to-cart' }, icon('cart'), count)
  const query = element('input', {
    type: 'search',
    name: 'q',
    placeholder: 'Search',
    'aria-label': 'Search the shop',
    autocomplete: 'off',
  })
  const main = element('main', { id: 'content' })
  const planted = element('a', { href: '/shop/defects' })

  const refresh = () => {
    for (const link of links)
      if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    account.textContent = signedIn()?.name.split(' ')[0] ?? 'Account'
    const pieces = piecesInCart()
    count.textContent = String(pieces)
    cartLink.setAttribute('aria-label', `Cart, ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`)
    const many = plantedDefects().length
    planted.textContent = many ? `Planted defects: ${many}` : 'Plant a defect'
    query.value = new URLSearchParams(location.search).get('q') ?? ''
  }
  onCartChange(refresh)

  const search = (event: Event) => {
    event.preventDefault()
    go(`/shop/search?q=${encodeURIComponent(query.value.trim())}`)
  }
  root.replaceChildren(
    element('a', { href: '#content', class: 'skip' }, 'Skip to the content'),
    element(
      'header',
      { class: 'top' },
      element('a', { href: '/shop/', class: 'brand' }, 'Hearthside'),
      element('nav', { 'aria-label': 'Categories' }, links),
      element('form', { role: 'search', id: 'search', onsubmit: search }, icon('search'), query),
      element(
        'a',
        { href: '/shop/account', class: 'to-account', 'aria-label': 'Account' },
        icon('person'),
        account,
      ),
      cartLink,
    ),
    main,
    element('div', { role: 'status', id: 'notice' }),
    element(
      'footer',
      { class: 'bottom' },
      element('p', {}, 'Hearthside is a demo: nothing is sold, nothing is sent, no card is charged.'),
      element(
        'nav',
        { 'aria-label': 'More' },
        element('a', { href: '/shop/help' }, 'Help'),
        element('a', { href: '/shop/privacy' }, 'Privacy'),
        planted,
      ),
    ),
  )
  return { main, refresh }
}

let leaving: ReturnType<typeof setTimeout> | undefined

/** Says something in passing; screen readers say it too. */
export function notice(...said: readonly (Node | string)[]): void {
  const place = document.getElementById('notice')
  place?.replaceChildren(...said)
  clearTimeout(leaving)
  leaving = setTimeout(() => place?.replaceChildren(), 6000)
}
