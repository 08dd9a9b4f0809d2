import type { Factor } from '@throughline/statistics/design'
import type { CurrencyChances } from './currency-chances.ts'
import type { JourneyStep } from './journey-steps.ts'

/** What is known of a session before anything else happens in it. */
export const attributeNames = [
  'device.type',
  'browser.name',
  'browser.version',
  'os.name',
  'os.version',
  'country',
  'source',
  'channel',
] as const

export type AttributeName = (typeof attributeNames)[number]

/** Stands for all values of a factor beyond the frequent ones. */
export const OTHER = '(other)'

/** A factor with the words that its codes stand for. */
export interface Attribute extends Factor {
  readonly codes: Uint16Array
  readonly values: readonly string[]
}

/** A step that was not reached; a signal that has no element. */
export const NEVER = 0xffff_ffff

/** A saved segment, with the sessions of its people. */
export interface SegmentColumn {
  readonly id: string
  readonly name: string
  /** By session: 1 where its person was in the segment when the period began. */
  readonly codes: Uint16Array
}

/**
 * All sessions of a period, a column for each thing known. Sessions count from 0, and so do steps. Times are
 * milliseconds since the session's start.
 */
export interface SessionTable {
  readonly count: number
  /** Of all people, those whose sessions these are; what is counted stands for one over this. */
  readonly share: number
  readonly steps: readonly JourneyStep[]
  /** Milliseconds since 1970. */
  readonly start: Float64Array
  /** Number of the person; sessions of one person share it. */
  readonly person: Int32Array
  readonly people: number
  readonly attributes: Readonly<Record<AttributeName, Attribute>>
  readonly segments: readonly SegmentColumn[]
  /** Segments of the project beyond those. */
  readonly otherSegments: number
  /** The page pattern that the session began on. */
  readonly landing: Attribute
  /** Sessions of the person before this one, of those known. */
  readonly visitsBefore: Uint16Array
  /** Orders of the person before this session. */
  readonly ordersBefore: Uint16Array
  /** By step: when a session first came to it or to a later one; {@link NEVER} if it did not. */
  readonly reachedAt: readonly Uint32Array[]
  /** By step: price of what was in hand by then (the product first looked at, then the cart), NaN where nothing told. */
  readonly inHand: readonly Float64Array[]
  /** By step: pages opened before it was reached. */
  readonly pagesBefore: readonly Uint16Array[]
  /** Money of the session's orders, net of refunds, in the currency of `currencyOf`. */
  readonly revenue: Float64Array
  readonly orders: Uint16Array
  /** Index into `currencies`: of the session's orders, else of what it told. */
  readonly currency: Uint8Array
  /** What is known of that before anybody ordered. */
  readonly currencyChances: CurrencyChances
  readonly currencies: readonly string[]
}

interface NamedSessions extends SessionTable {
  /** The id of a session and the key of its profile, read when they are needed. */
  readonly idOf: (session: number) => string
  readonly profileOf: (session: number) => string
}

/** What was met: one row a signal, those of a session in the order of time. */
export interface SignalTable {
  readonly count: number
  readonly session: Int32Array
  readonly at: Uint32Array
  /** Index into `names`. */
  readonly signal: Uint16Array
  /** Index into `patterns`; the page on which it was met. */
  readonly path: Uint32Array
  /** Index into `words`, or {@link NEVER}: the element, and what tells signals at one element apart (a coupon, a request). */
  readonly element: Uint32Array
  readonly detail: Uint32Array
  readonly names: readonly string[]
  readonly patterns: readonly string[]
  readonly words: readonly string[]
  /** By pattern: the steps whose own events happen on it, and the step at which it is mostly looked at. */
  readonly homes: readonly PatternHome[]
}

export interface PatternHome {
  readonly steps: readonly number[]
  readonly modal: number
}

export interface FrictionData {
  readonly sessions: NamedSessions
  readonly signals: SignalTable
}
