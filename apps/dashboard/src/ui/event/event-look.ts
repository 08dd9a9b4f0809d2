import type { EventView } from '@throughline/contract/event'
import type { IconName } from '../icon.tsx'

/** How an event is drawn in a list: a picture, what it means for the business, and what it did in words. */
export interface EventLook {
  readonly icon: IconName
  /** `quiet` is what a page measures by itself: nobody did it, and it must not hide what somebody did. */
  readonly tone: 'ink' | 'quiet' | 'gain' | 'loss'
  readonly words: string
}

type Look = Pick<EventLook, 'icon' | 'tone'>

/** Names of the e-commerce vocabulary and of experience signals, the first that fits. */
const tracks: readonly (readonly [RegExp, Look])[] = [
  [/scroll|page left|web vital|heartbeat|impression/, { icon: 'tap', tone: 'quiet' }],
  [/order (completed|placed)|purchase|checkout completed/, { icon: 'order', tone: 'gain' }],
  [/refund|cancel|return (started|completed)/, { icon: 'back', tone: 'loss' }],
  [/fail|error|denied|declined|rage|dead click|uninstalled|unsubscribed/, { icon: 'alert', tone: 'loss' }],
  [/ship|deliver|picked up|ready for pickup|parcel/, { icon: 'parcel', tone: 'ink' }],
  [/order|payment/, { icon: 'order', tone: 'ink' }],
  [/cart|checkout|wishlist|coupon/, { icon: 'cart', tone: 'ink' }],
  [/search/, { icon: 'search', tone: 'ink' }],
  [/signed|log(ged)? ?(in|out)|account|trial|subscri/, { icon: 'person', tone: 'ink' }],
  [/e-?mail|sms|push|message|notification|campaign/, { icon: 'mail', tone: 'ink' }],
  [/survey|review|rating|help|ticket|chat|call/, { icon: 'speech', tone: 'ink' }],
  [/store/, { icon: 'store', tone: 'ink' }],
  [/application|screen/, { icon: 'screen', tone: 'ink' }],
  [/viewed|page/, { icon: 'page', tone: 'ink' }],
]

/** Picture, tone and words of an event, by its type and, of a track event, its name. */
export function eventLook(event: EventView): EventLook {
  switch (event.type) {
    case 'page':
      return { icon: 'page', tone: 'ink', words: viewed('Viewed', event, 'a page') }
    case 'screen':
      return { icon: 'screen', tone: 'ink', words: viewed('Opened', event, 'a screen') }
    case 'identify':
      return { icon: 'person', tone: 'ink', words: identified(event) }
    case 'group':
      return { icon: 'people', tone: 'ink', words: 'Joined a group' }
    case 'alias':
      return { icon: 'link', tone: 'ink', words: 'Was known by another id before' }
    case 'merge':
      return { icon: 'merge', tone: 'ink', words: 'Was merged with another profile' }
    case 'unmerge':
      return { icon: 'split', tone: 'ink', words: 'Was separated from another profile' }
    case 'track':
      return { ...trackLook(event.event), words: event.event }
  }
}

function trackLook(name: string): Look {
  const words = name.toLowerCase().replace(/[_.-]+/g, ' ')
  return tracks.find(([pattern]) => pattern.test(words))?.[1] ?? { icon: 'tap', tone: 'ink' }
}

function viewed(verb: string, event: EventView, otherwise: string): string {
  const named = event.event !== '' && event.event !== event.type
  return named ? `${verb} ${event.event}` : `${verb} ${otherwise}`
}

function identified({ properties }: EventView): string {
  const names = Object.keys(properties)
  if (names.length === 0) return 'Was recognised'
  const [first = '', second, ...others] = names
  if (second === undefined) return `Gave ${first}`
  return others.length === 0
    ? `Gave ${first} and ${second}`
    : `Gave ${first}, ${second} and ${others.length} more`
}
