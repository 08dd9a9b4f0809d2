import {
  type Assertion,
  type CharacterSet,
  isWord,
  type Node,
  PatternProblem,
  parsePattern,
} from './pattern-syntax.ts'

/** A pattern that can be asked, or what is wrong with it. */
export type Pattern = { readonly matches: (text: string) => boolean } | { readonly problem: string }

const LONGEST_PATTERN = 1000
const MOST_STEPS = 2000
const LONGEST_TEXT = 10_000
const MOST_STATES = 500

/**
 * A regular expression that finds its pattern anywhere in a text, in time that grows with the text and not with what the
 * pattern could be tried as. Nothing is ever tried twice: all ways through the pattern are walked at once (Thompson 1968;
 * Cox, "Regular expression matching can be simple and fast", 2007), and sets of places reached are remembered, so a
 * character usually costs one look-up. A text of more than 10,000 characters does not match.
 *
 * @example
 * const pattern = compilePattern('^(a+)+$')
 * if ('matches' in pattern) pattern.matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!') // false, at once
 */
export function compilePattern(pattern: string): Pattern {
  if (pattern.length > LONGEST_PATTERN)
    return { problem: `a regular expression has at most ${LONGEST_PATTERN} characters` }
  try {
    const automaton = new Automaton(programOf(parsePattern(pattern)))
    return { matches: (text) => text.length <= LONGEST_TEXT && automaton.finds(text) }
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: error.message }
    throw error
  }
}

type Step =
  | { readonly kind: 'set'; readonly has: CharacterSet }
  | { readonly kind: 'assertion'; readonly holds: Assertion }
  | { readonly kind: 'fork'; to: number[] }
  | { readonly kind: 'found' }

function programOf(node: Node): readonly Step[] {
  if (sizeOf(node) > MOST_STEPS)
    throw new PatternProblem(`it is too large: with its repeats written out it has over ${MOST_STEPS} steps`)
  const steps: Step[] = []
  emit(node, steps)
  steps.push({ kind: 'found' })
  return steps
}

/** Counted before anything is written out, since `((a{1000}){1000}){1000}` is short. */
function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'set':
    case 'assertion':
      return 1
    case 'sequence':
      return node.parts.reduce((size, part) => size + sizeOf(part), 1)
    case 'choice':
      return node.options.reduce((size, option) => size + sizeOf(option) + 2, 0)
    case 'repeat': {
      const times = Number.isFinite(node.most) ? Math.max(node.most, 1) : node.least + 1
      return times * (sizeOf(node.part) + 1) + 2
    }
  }
}

function emit(node: Node, steps: Step[]): void {
  switch (node.kind) {
    case 'set':
      steps.push({ kind: 'set', has: node.has })
      break
    case 'assertion':
      steps.push({ kind: 'assertion', holds: node.holds })
      break
    case 'sequence':
      for (const part of node.parts) emit(part, steps)
      break
    case 'choice':
      emitChoice(node.options, steps)
      break
    case 'repeat':
      for (let time = 0; time < node.least; time++) emit(node.part, steps)
      if (node.most === Number.POSITIVE_INFINITY) emitLoop(node.part, steps)
      else emitOptional(node.part, node.most - node.least, steps)
  }
}

function fork(steps: Step[]): { to: number[] } {
  const step = { kind: 'fork' as const, to: [steps.length + 1] }
  steps.push(step)
  return step
}

function emitChoice(options: readonly Node[], steps: Step[]): void {
  const entry = fork(steps)
  entry.to = []
  const exits: { to: number[] }[] = []
  for (const option of options) {
    entry.to.push(steps.length)
    emit(option, steps)
    exits.push(fork(steps))
  }
  for (const exit of exits) exit.to = [steps.length]
}

function emitLoop(part: Node, steps: Step[]): void {
  const start = steps.length
  const entry = fork(steps)
  emit(part, steps)
  fork(steps).to = [start]
  entry.to.push(steps.length)
}

function emitOptional(part: Node, times: number, steps: Step[]): void {
  const exits: { to: number[] }[] = []
  for (let time = 0; time < times; time++) {
    exits.push(fork(steps))
    emit(part, steps)
  }
  for (const exit of exits) exit.to.push(steps.length)
}

/** Steps that may come next, and what kind of character came before. */
interface State {
  readonly places: readonly number[]
  readonly before: number
  /** Whether it is among the states of the automaton; others are gone with their text. */
  readonly isKept: boolean
  /** Kept states by ASCII code. */
  readonly next: (State | undefined)[]
  foundAtEnd: boolean | undefined
}

const END = -1

class Automaton {
  readonly #steps: readonly Step[]
  readonly #states = new Map<string, State>()
  readonly #start: State
  readonly #found: State
  /** When a step was last reached: the number of the walk. */
  readonly #reached: Float64Array
  #walk = 0

  constructor(steps: readonly Step[]) {
    this.#steps = steps
    this.#reached = new Float64Array(steps.length)
    this.#start = this.#state([0], END)
    this.#found = { places: [], before: END, isKept: true, next: [], foundAtEnd: true }
  }

  finds(text: string): boolean {
    let state = this.#start
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at)
      if (code > 127) {
        code = text.codePointAt(at) ?? code
        if (code > 0xffff) at++
      }
      state = (code < 128 ? state.next[code] : undefined) ?? this.#after(state, code)
      if (state === this.#found) return true
    }
    state.foundAtEnd ??= this.#after(state, END) === this.#found
    return state.foundAtEnd
  }

  /** All steps that a character leads to. The pattern may start anywhere, so its first step always is among them. */
  #after(state: State, code: number): State {
    const places = new Set<number>()
    this.#walk++
    const pending = [...state.places]
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      if (this.#reached[place] === this.#walk) continue
      this.#reached[place] = this.#walk
      const step = this.#steps[place]
      if (step?.kind === 'found') return this.#remember(state, code, this.#found)
      if (step?.kind === 'fork') pending.push(...step.to)
      else if (step?.kind === 'assertion') {
        if (step.holds(state.before, code)) pending.push(place + 1)
      } else if (code !== END && step?.has(code)) places.add(place + 1)
    }
    if (code === END) return this.#start
    places.add(0)
    return this.#remember(state, code, this.#state([...places], code))
  }

  #remember(from: State, code: number, to: State): State {
    if (code >= 0 && code < 128 && from.isKept && to.isKept) from.next[code] = to
    return to
  }

  /** Few patterns have many states. One that would flood the memory is walked without remembering new ones. */
  #state(places: readonly number[], code: number): State {
    const before = code === END || code === 10 ? code : isWord(code) ? LETTER : OTHER
    if (this.#states.size >= MOST_STATES)
      return { places, before, isKept: false, next: [], foundAtEnd: undefined }
    const key = `${before}:${places}`
    const known = this.#states.get(key)
    if (known) return known
    const state: State = { places, before, isKept: true, next: [], foundAtEnd: undefined }
    this.#states.set(key, state)
    return state
  }
}

/** Stand for all characters of their kind, as far as assertions can tell them apart. */
const LETTER = 97
const OTHER = 32
