import type { View } from '../router.ts'
import { element } from '../ui/element.ts'

const questions = [
  [
    'When will my order come?',
    'In two to three days within Germany, in four to six elsewhere. Express is there the next day.',
  ],
  [
    'How do I send something back?',
    'Within 30 days, in any box. The label lies in the parcel, and it costs you nothing.',
  ],
  [
    'Why is my coupon refused?',
    'A coupon works once, until the day that stands on it, and not together with another.',
  ],
  ['Which cards do you take?', 'All of them and none: this is a demo, and no payment is real.'],
  [
    'Something broke. What now?',
    'Furniture from our workshop is mended for as long as you have it. Write to us with a picture.',
  ],
] as const

export const helpPage = (): View => ({
  title: 'Help',
  content: element(
    'div',
    { class: 'narrow' },
    element('h1', {}, 'Help'),
    element('p', { class: 'lead' }, 'What people ask most.'),
    element(
      'div',
      { class: 'faq' },
      questions.map(([question, answer]) =>
        element('details', {}, element('summary', {}, question), element('p', {}, answer)),
      ),
    ),
  ),
})
