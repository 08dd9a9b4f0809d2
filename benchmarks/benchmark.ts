/** What a benchmark is told. */
export interface Task {
  /** Tiny sizes: proves that the benchmark runs and that its results are right, not how fast anything is. */
  readonly smoke: boolean
  /** Size of the large data set. */
  readonly events: number
  /** Shows what is going on; a benchmark may take minutes. */
  say(line: string): void
}

/** Something measured beside the ratio. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What issue 2 asks for, where it names a bound. */
  readonly bound?: Bound
}

export type Bound =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly from: number; readonly to: number }

/** The outcome of one benchmark. */
export interface Measurement {
  readonly name: string
  /** What is divided by what, in words. */
  readonly about: string
  /** Undefined where a figure alone is asked for, such as memory. */
  readonly ratio?: { readonly value: number; readonly bound?: Bound }
  readonly figures: readonly Figure[]
}

/**
 * Measures, and proves on the way that what it measured was right.
 *
 * @throws Error where a result is wrong or something failed; never because of a time
 */
export type Benchmark = (task: Task) => Promise<Measurement[]>

/** @returns whether a value keeps its bound */
export function keeps(value: number, bound: Bound): boolean {
  if ('from' in bound) return value >= bound.from && value <= bound.to
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost
}
