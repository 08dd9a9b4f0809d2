import { notFoundPage } from '../pages/not-found-page.ts'
import { go, showAgain, type View } from '../router.ts'
import {
  type Account,
  accountOf,
  type Order,
  orderOf,
  ordersOf,
  signedIn,
  signIn,
  signOut,
  signUp,
} from '../shop/account.ts'
import { element } from '../ui/element.ts'
import { buildForm, emailCheck, required, sayFormError } from '../ui/form.ts'
import { money } from '../ui/money.ts'

const LEAST_PASSWORD = 8

const passwordField = (autocomplete: string) => ({
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete,
  hint: 'At least 8 characters. This demo does not keep it.',
  check: (value: string) => (value.length >= LEAST_PASSWORD ? undefined : 'Enter at least 8 characters.'),
})

export function accountPage(): View {
  const account = signedIn()
  if (!account) return signInPage()
  const orders = ordersOf(account)
  const leave = () => {
    signOut()
    go('/shop/')
  }
  return {
    title: 'Your account',
    content: element(
      'div',
      { class: 'narrow' },
      element('h1', { 'data-private': true }, `Hello, ${account.name}`),
      element('h2', {}, 'Your orders'),
      orders.length > 0
        ? element('ul', { class: 'orders' }, orders.map(orderItem))
        : element('p', {}, 'None yet. They will stand here, with what was in them.'),
      element('p', {}, element('button', { type: 'button', onclick: leave }, 'Sign out')),
    ),
  }
}

const orderItem = ({ id, placedAt, total, names }: Order) =>
  element(
    'li',
    {},
    element('a', { href: `/shop/order/${id}` }, id),
    element('span', {}, new Date(placedAt).toLocaleDateString('en-GB', { dateStyle: 'long' })),
    element('span', { class: 'price' }, money(total)),
    element('small', {}, names.join(', ')),
  )

const forms = (title: string, form: HTMLFormElement, other: HTMLElement): View => ({
  title,
  content: element('div', { class: 'narrow' }, element('h1', {}, title), form, other),
})

export function signInPage(): View {
  const form = buildForm({
    id: 'sign-in',
    fields: [
      { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email', check: emailCheck },
      passwordField('current-password'),
    ],
    submit: 'Sign in',
    onSubmit({ email = '' }) {
      const account = accountOf(email)
      if (!account)
        return sayFormError(form, 'There is no account with this e-mail in this browser. Sign up instead.')
      enter(() => signIn(account))
    },
  })
  const other = element(
    'p',
    {},
    'New here? ',
    element('a', { href: '/shop/account/sign-up' }, 'Make an account'),
  )
  return forms('Sign in', form, other)
}

export function signUpPage(): View {
  const form = buildForm({
    id: 'sign-up',
    fields: [
      { name: 'name', label: 'Name', autocomplete: 'name', check: required('your name') },
      { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email', check: emailCheck },
      passwordField('new-password'),
    ],
    submit: 'Make an account',
    onSubmit({ name = '', email = '' }) {
      const known: Account | undefined = accountOf(email)
      if (known) return sayFormError(form, 'There is an account with this e-mail already. Sign in instead.')
      enter(() => signUp(name, email))
    },
  })
  const other = element('p', {}, 'Been here? ', element('a', { href: '/shop/account/sign-in' }, 'Sign in'))
  return forms('Make an account', form, other)
}

function enter(work: () => void): void {
  work()
  if (location.pathname === '/shop/account') showAgain()
  else go('/shop/account')
}

export function orderPage(id: string): View {
  const order = orderOf(id)
  if (!order) return notFoundPage()
  return {
    title: 'Thank you',
    content: element(
      'div',
      { class: 'narrow' },
      element('h1', {}, 'Thank you, it is on its way'),
      element(
        'p',
        { class: 'lead' },
        `Your order ${order.id}: ${order.pieces} ${order.pieces === 1 ? 'piece' : 'pieces'} for ${money(order.total)}.`,
      ),
      element(
        'ul',
        {},
        order.names.map((name) => element('li', {}, name)),
      ),
      element('p', {}, 'In a real shop, a confirmation would now be in your inbox.'),
      element('p', {}, element('a', { href: '/shop/products', class: 'button' }, 'Look on')),
    ),
  }
}
