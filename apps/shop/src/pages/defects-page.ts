import { defects, isPlanted, plant } from '../defects/defects.ts'
import type { View } from '../router.ts'
import { element } from '../ui/element.ts'
import { notice } from '../ui/frame.ts'

/** The panel with the switches. Addresses can plant too: `?defects=dead-button,shift`. */
export const defectsPage = (): View => ({
  title: 'Planted defects',
  content: element(
    'div',
    { class: 'narrow' },
    element('h1', {}, 'Planted defects'),
    element(
      'p',
      { class: 'lead' },
      'Break the shop on purpose, walk through it, and see in Throughline what that did to the visit.',
    ),
    element(
      'fieldset',
      { class: 'choices' },
      element('legend', {}, 'In this tab'),
      defects.map(({ name, title, about }) =>
        element(
          'label',
          {},
          element('input', {
            type: 'checkbox',
            role: 'switch',
            name,
            checked: isPlanted(name),
            onchange: (event) => {
              const { checked } = event.target as HTMLInputElement
              plant(name, checked)
              notice(`${title}: ${checked ? 'planted' : 'mended'}.`)
            },
          }),
          element('span', {}, element('strong', {}, title), element('small', {}, about)),
        ),
      ),
    ),
    element(
      'p',
      { class: 'hint' },
      'Or by address: ',
      element('code', {}, '/shop/?defects=dead-button,shift'),
      '; an empty list mends all.',
    ),
  ),
})
