import { isPlanted } from '../defects/defects.ts'
import { go, type View } from '../router.ts'
import { addOrder, signedIn } from '../shop/account.ts'
import { ask } from '../shop/ask.ts'
import { cartProducts, emptyCart, piecesInCart, totals } from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { element } from '../ui/element.ts'
import { buildForm, emailCheck, required, sayFormError } from '../ui/form.ts'
import { currency, money } from '../ui/money.ts'
import {
  changeCheckout,
  checkout,
  completeStep,
  type DeliveryOption,
  endCheckout,
  orderProperties,
} from './checkout.ts'
import { phoneCheck } from './phone.ts'
import { stepPage } from './step-page.ts'

export function addressPage(): View {
  const { address = {} } = checkout()
  const account = signedIn()
  const field = (name: string, label: string, autocomplete: string, more = {}) => ({
    name,
    label,
    autocomplete,
    value: address[name] ?? '',
    ...more,
  })
  const form = buildForm({
    id: 'address',
    fields: [
      field('name', 'Name', 'name', {
        check: required('your name'),
        value: address.name ?? account?.name ?? '',
      }),
      field('email', 'E-mail', 'email', {
        type: 'email',
        check: emailCheck,
        value: address.email ?? account?.email ?? '',
      }),
      field('phone', 'Phone', 'tel', { type: 'tel', check: phoneCheck, hint: 'For the courier alone.' }),
      field('street', 'Street and number', 'street-address', { check: required('street and number') }),
      field('postcode', 'Postcode', 'postal-code', { check: required('the postcode'), half: true }),
      field('city', 'City', 'address-level2', { check: required('the city'), half: true }),
    ],
    submit: 'Continue to delivery',
    onSubmit(values) {
      changeCheckout({ address: values })
      completeStep(1)
      go('/shop/checkout/delivery')
    },
  })
  return stepPage(1, form)
}

export function deliveryPage(): View {
  const choices = element(
    'fieldset',
    { class: 'choices', 'aria-busy': true },
    element('legend', {}, 'Delivery'),
  )
  let options: readonly DeliveryOption[] = []
  const form = buildForm({
    id: 'delivery',
    before: [choices],
    fields: [],
    submit: 'Continue to payment',
    onSubmit({ delivery }) {
      const chosen = options.find(({ id }) => id === delivery)
      if (!chosen) return sayFormError(form, 'Choose how it should come to you.')
      changeCheckout({ delivery: chosen })
      completeStep(2)
      go('/shop/checkout/payment')
    },
  })
  const load = async () => {
    try {
      ;({ options } = await ask<{ options: DeliveryOption[] }>('delivery?country=DE'))
      choices.append(...options.map(deliveryChoice))
    } catch {
      sayFormError(form, 'The ways of delivery could not be loaded. Reload the page in a minute.')
    }
    choices.removeAttribute('aria-busy')
  }
  void load()
  return stepPage(2, form)
}

const deliveryChoice = ({ id, name, days, price }: DeliveryOption, at: number) =>
  element(
    'label',
    {},
    element('input', {
      type: 'radio',
      name: 'delivery',
      value: id,
      checked: checkout().delivery ? checkout().delivery?.id === id : at === 0,
    }),
    element('span', {}, element('strong', {}, name), ` in ${days} days`),
    element('span', { class: 'price' }, money(price)),
  )

export function paymentPage(): View {
  const digits = (most: number, least: number, what: string) => (value: string) => {
    const count = value.replace(/\D/g, '').length
    return count >= least && count <= most ? undefined : `Enter ${what}.`
  }
  const form = buildForm({
    id: 'payment',
    fields: [
      {
        name: 'card-number',
        label: 'Card number',
        autocomplete: 'cc-number',
        inputmode: 'numeric',
        hint: 'Any number will do, such as 4242 4242 4242 4242. It goes nowhere.',
        check: digits(19, 12, 'the 12 to 19 digits of the card'),
      },
      {
        name: 'expiry',
        label: 'Valid until',
        autocomplete: 'cc-exp',
        inputmode: 'numeric',
        hint: 'Month and year, such as 09/29',
        half: true,
        check: digits(6, 4, 'month and year, such as 09/29'),
      },
      {
        name: 'cvc',
        label: 'Security code',
        autocomplete: 'cc-csc',
        inputmode: 'numeric',
        hint: 'On the back',
        half: true,
        check: digits(4, 3, 'the 3 or 4 digits on the back'),
      },
    ],
    submit: `Pay ${money(totals(checkout().delivery?.price).total)}`,
    onSubmit: (_, it) => pay(it),
  })
  return stepPage(3, form)
}

async function pay(form: HTMLFormElement): Promise<void> {
  const properties = orderProperties()
  sayFormError(form, '')
  track('Payment Info Entered', { checkout_id: checkout().id, step: 3, payment_method: 'card' })
  try {
    await ask('payments', {
      amount: properties.total,
      currency,
      method: 'card',
      ...(isPlanted('failing-payment') && { fail: true }),
    })
  } catch {
    return sayFormError(form, 'The payment did not go through. Your card was not charged. Try again.')
  }
  completeStep(3)
  track('Order Completed', properties)
  const { order_id: id, total } = properties
  addOrder({
    id,
    total,
    placedAt: new Date().toISOString(),
    pieces: piecesInCart(),
    names: cartProducts().map(({ product }) => product.name),
    email: checkout().address?.email ?? '',
  })
  emptyCart()
  endCheckout()
  go(`/shop/order/${id}`)
}
