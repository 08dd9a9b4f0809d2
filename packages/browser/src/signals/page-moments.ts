import type { SignalHost } from './signal-host.ts'

/** When things happened last, on the clock of events. */
interface Moments {
  /** Somebody pressed a pointer or a key. */
  press: number
  /** What CSS does because of a press has begun by then; before the press until it has, or where that is not known. */
  painted: number
  /** CSS has moved something elsewhere than at the place of a press. */
  moved: boolean
  /** What they pressed. */
  on?: Element | undefined
  /** Something changed, moved, opened or was asked for, and it may have been for the press. */
  answer: number
  /** Something failed before the visitor's eyes. */
  failure: number
  /** Something changed by itself that had done so shortly before; and the document changed at all. */
  beat: number
  change: number
  /** Begins anew when an element comes, goes or has another attribute. */
  known: Known
}

/** What is the same at each click while the page's elements are the same. */
interface Known {
  selectors?: Map<Element, string>
  fields?: readonly HTMLInputElement[]
}

/** The host with what the signals of clicks, errors and forms share. */
export interface PageHost extends SignalHost {
  readonly last: Moments
  /** The document and the shadow trees in it. */
  readonly roots: Set<Document | ShadowRoot>
  /** The text of errors that are shown, by field or, where they belong to none, by alert. */
  shown: ReadonlyMap<Element, string>
}

export const FIELDS = 'input,select,textarea'
/** `nodeType` of an element, which is asked for faster than `instanceof`. */
export const ELEMENT = 1

export const openMoments = (host: SignalHost): PageHost => ({
  ...host,
  last: {
    press: -1e4,
    painted: -1e4,
    moved: false,
    answer: -1,
    failure: -1,
    beat: -1e4,
    change: -1,
    known: {},
  },
  roots: new Set(),
  shown: new Map(),
})
