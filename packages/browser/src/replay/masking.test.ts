import { expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { openMasking } from './masking.ts'

const masking = () =>
  openMasking({ window: { document: { querySelector: () => null } }, options: {} } as unknown as Host)

/** A field as far as masking looks at one. */
const field = (about: object = {}) =>
  ({
    type: 'text',
    getAttribute: () => null,
    hasAttribute: () => false,
    ...about,
  }) as unknown as Element

it.each([
  ['Kiel West', 'Deliver to Kiel West, please', 'Deliver to **** ****, please'],
  ['Kiel West', 'Deliver to Kiel', 'Deliver to ****'],
  ['Kiel West', '/search/Kiel%20West/1', '/search/***********/1'],
  ['anna@shop.example', 'annals of anna@shop.example', 'annals of *****************'],
  ['red', 'a red lamp', 'a red lamp'],
  ['lamp', 'Lamps', 'Lamps'],
])('%s that was typed is starred out of "%s"', (typed, text, shown) => {
  const { field: write, elsewhere } = masking()
  expect(write(typed, field())).toBe(typed.replace(/\S/g, '*'))
  expect(elsewhere(text)).toBe(shown)
})

it('what is chosen from a list, or stands in a hidden field, may show elsewhere', () => {
  for (const type of ['select-one', 'hidden']) {
    const { field: write, elsewhere } = masking()
    write('Germany', field({ type }))
    expect(elsewhere('Delivery to Germany')).toBe('Delivery to Germany')
  }
})

it.each([
  ['a label', { labels: [{ textContent: 'Card number' }] }],
  ['a placeholder', { placeholder: 'CVV' }],
  ['an accessible name', { ariaLabel: 'Ihr Passwort' }],
])('%s tells of a secret, whatever the site unmasks', (_, about) => {
  const { field: write } = openMasking({
    window: { document: { querySelector: () => null } },
    options: { unmask: 'input' },
  } as unknown as Host)
  const element = field({ ...about, closest: () => ({}) })
  expect(write('12', element)).toBe('********')
  expect(write('12', field({ closest: () => ({}) }))).toBe('12')
})

it('a password that another field makes visible stays one', () => {
  const { field: write } = masking()
  write('correct horse', field({ getAttribute: (name: string) => (name === 'type' ? 'password' : null) }))
  expect(write('correct horse', field())).toBe('********')
})
