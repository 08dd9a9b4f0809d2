import type { View } from '../router.ts'
import { sayConsent } from '../shop/events.ts'
import { kept } from '../shop/kept.ts'
import { element } from '../ui/element.ts'
import { notice } from '../ui/frame.ts'

const purposes = [
  ['analytics', 'Analytics', 'Which pages are seen, and where the shop gets in the way.'],
  ['replay', 'Replay', 'How a visit went, with everything typed made unreadable.'],
  ['personalisation', 'Personalisation', 'What is shown first.'],
  ['marketing', 'Marketing', 'Which advertisement brought you here.'],
] as const

const chosen = kept<Readonly<Record<string, boolean>>>('consent', {})

/** The visitor's own word, by purpose. */
export const privacyPage = (): View => ({
  title: 'Privacy',
  content: element(
    'div',
    { class: 'narrow' },
    element('h1', {}, 'Privacy'),
    element('p', { class: 'lead' }, 'What this shop may do with your visit. A word from you holds at once.'),
    element(
      'form',
      {
        id: 'privacy',
        onsubmit: (event) => {
          event.preventDefault()
          const form = new FormData(event.target as HTMLFormElement)
          const choices = Object.fromEntries(purposes.map(([name]) => [name, form.has(name)]))
          chosen.set(choices)
          sayConsent(choices)
          notice('Your choice is kept.')
        },
      },
      element(
        'fieldset',
        { class: 'choices' },
        element('legend', {}, 'Allowed'),
        purposes.map(([name, title, about]) =>
          element(
            'label',
            {},
            element('input', { type: 'checkbox', name, checked: chosen.get()[name] ?? true }),
            element('span', {}, element('strong', {}, title), element('small', {}, about)),
          ),
        ),
      ),
      element('button', { class: 'main' }, 'Keep my choice'),
    ),
  ),
})
