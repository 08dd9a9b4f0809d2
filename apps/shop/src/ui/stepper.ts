import { MOST_OF_ONE } from '../shop/cart.ts'
import { element } from './element.ts'

/** Minus, the number, plus: people click these fast, and may. */
export function stepper(name: string, quantity: number, onChange: (quantity: number) => void): HTMLElement {
  let value = quantity
  const shown = element('output', { 'aria-label': `Quantity of ${name}` }, value)
  const step = (by: number) => () => {
    value = Math.min(MOST_OF_ONE, Math.max(1, value + by))
    shown.textContent = String(value)
    onChange(value)
  }
  return element(
    'div',
    { class: 'stepper' },
    element(
      'button',
      { type: 'button', 'aria-label': `Decrease quantity of ${name}`, onclick: step(-1) },
      '−',
    ),
    shown,
    element(
      'button',
      { type: 'button', 'aria-label': `Increase quantity of ${name}`, onclick: step(1) },
      '+',
    ),
  )
}
