import type { CustomerOrder } from '@throughline/contract/people'
import type { Tone } from '../../../ui/chip.tsx'

/** How each state of an order is called, and the colour beside the word. */
export const orderStateLook: Readonly<Record<CustomerOrder['state'], { words: string; tone: Tone }>> = {
  placed: { words: 'Placed', tone: 'ink' },
  partly_refunded: { words: 'Partly refunded', tone: 'warn' },
  refunded: { words: 'Refunded', tone: 'loss' },
  cancelled: { words: 'Cancelled', tone: 'loss' },
}
