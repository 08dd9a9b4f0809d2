/** Any JSON value. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue }

/** The flags of one environment, as the server hands them to whoever evaluates by itself. */
export interface Datafile {
  /** Version of this format. A reader refuses one that it does not know. */
  readonly format: 1
  readonly environment: string
  /** Changes with every change of a flag; the ETag of the datafile. */
  readonly revision: string
  readonly flags: readonly Flag[]
}

export type FlagType = 'boolean' | 'string' | 'number' | 'json'

export interface Flag {
  readonly key: string
  readonly type: FlagType
  /** The kill switch: `false` serves `off`, whatever the rules say. */
  readonly enabled: boolean
  readonly variations: readonly Variation[]
  /** The variation served while switched off; null leaves it to the caller's own default. */
  readonly off: string | null
  /** All must hold, else `off` is served. */
  readonly prerequisites: readonly Prerequisite[]
  /** The first that holds serves. */
  readonly rules: readonly Rule[]
  /** What is served where no rule holds. */
  readonly otherwise: Serve
}

export interface Variation {
  readonly key: string
  readonly value: JsonValue
}

/** Another flag that must serve one of these variations. */
export interface Prerequisite {
  readonly flag: string
  readonly variations: readonly string[]
}

export interface Rule {
  readonly id: string
  /** All must hold; none at all holds for everybody. */
  readonly conditions: readonly Condition[]
  readonly serve: Serve
  /** ISO 8601; the rule holds from this moment on. */
  readonly from?: string
  /** ISO 8601; the rule holds until just before this moment. */
  readonly to?: string
}

export type Scalar = string | number | boolean

export interface Condition {
  /** A key of the context, or a path with dots into it: `plan`, `device.type`, `person.tier`; or `segment`. */
  readonly attribute: string
  readonly operator: Operator
  readonly value?: Scalar | readonly Scalar[]
}

/**
 * Comparisons of a condition: those of every filter of the product, and those of versions. Text is case-sensitive. One
 * with "not" in its name is exactly the opposite of the one without, so it also holds where the attribute is missing. A
 * list fits where one of its elements does.
 */
export const operators = [
  'equals',
  'notEquals',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'notMatches',
  'greaterThan',
  'atLeast',
  'lessThan',
  'atMost',
  'between',
  'before',
  'after',
  'exists',
  'notExists',
  'versionEquals',
  'versionNotEquals',
  'versionGreaterThan',
  'versionAtLeast',
  'versionLessThan',
  'versionAtMost',
] as const

export type Operator = (typeof operators)[number]

/** What a rule hands out: one variation, shares of several, a share that grows, or an experiment. */
export type Serve =
  | { readonly variation: string }
  | ({ readonly split: readonly Weight[] } & Hashed)
  | ({ readonly ramp: Ramp } & Hashed)
  | { readonly experiment: Experiment }

/** How a unit is drawn: by the hash of `salt + '.' + the value of the attribute named by unit`. */
export interface Hashed {
  readonly unit: string
  readonly salt: string
}

/** Weights are per cent; those of one split sum to 100. */
export interface Weight {
  readonly variation: string
  readonly weight: number
}

export interface Ramp {
  readonly variation: string
  /** What the others get; null: the rule does not hold for them, and evaluation goes on. */
  readonly rest: string | null
  /** In the order of time; before the first it is 0 %. */
  readonly points: readonly { readonly at: string; readonly percent: number }[]
  /** Whether the share grows evenly from one point to the next, or jumps at each. */
  readonly gradual: boolean
}

export interface Experiment extends Hashed {
  readonly id: string
  /** Salt of the layer; without a layer, the experiment's own. Experiments of one layer never share a slot. */
  readonly layer: string
  /** Each start or growth of traffic adds a phase with new slots. A slot keeps the split it came with. */
  readonly phases: readonly Phase[]
  /** Who stays out of every experiment; `share` is between 0 and 1. */
  readonly holdout: { readonly salt: string; readonly share: number } | null
}

export interface Phase {
  /** Half-open ranges of the layer's 10,000 slots. */
  readonly slots: readonly (readonly [from: number, to: number])[]
  readonly split: readonly Weight[]
}
