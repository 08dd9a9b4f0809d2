/** A regular expression as a tree. Which way it was greedy, and what its groups were called, does not matter here. */
export type Node =
  | { readonly kind: 'set'; readonly has: CharacterSet }
  | { readonly kind: 'assertion'; readonly holds: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number }

/** Whether a code point belongs. */
export type CharacterSet = (code: number) => boolean

/** Whether a place fits, by the code points before and after it; -1 stands for the start and the end of the text. */
export type Assertion = (before: number, after: number) => boolean

/** What is wrong with a pattern, in words for its author. */
export class PatternProblem extends Error {}

const MOST_REPEATS = 1000
const DEEPEST = 200

/**
 * Reads the usual part of RE2's syntax: literals, `.`, classes, `\d \w \s \b` and their opposites, `\p{L}`, anchors,
 * groups, alternation, repeats, and the flags i, m and s. As in filters, `.` also fits a line break unless `(?-s)`.
 *
 * @throws PatternProblem
 */
export function parsePattern(pattern: string): Node {
  const parser = new Parser(pattern)
  const node = parser.choice({ ignoreCase: false, lines: false, dotAll: true })
  parser.expectEnd()
  return node
}

interface Flags {
  readonly ignoreCase: boolean
  readonly lines: boolean
  readonly dotAll: boolean
}

class Parser {
  readonly #characters: readonly string[]
  #at = 0
  #depth = 0

  constructor(pattern: string) {
    this.#characters = Array.from(pattern)
  }

  choice(flags: Flags): Node {
    if (++this.#depth > DEEPEST) throw new PatternProblem(`groups are nested more than ${DEEPEST} deep`)
    const options: Node[] = []
    const current = { ...flags }
    do options.push(this.#sequence(current))
    while (this.#take('|'))
    this.#depth--
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options }
  }

  expectEnd(): void {
    if (this.#at < this.#characters.length) throw new PatternProblem('there is a ) without its (')
  }

  /** Flags set within a group, such as `(?i)`, hold until the group's end. */
  #sequence(flags: { ignoreCase: boolean; lines: boolean; dotAll: boolean }): Node {
    const parts: Node[] = []
    while (this.#at < this.#characters.length && this.#next() !== '|' && this.#next() !== ')') {
      const atom = this.#atom(flags)
      if (atom) parts.push(this.#repeated(atom))
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts }
  }

  #repeated(part: Node): Node {
    const range = this.#range()
    if (!range) return part
    this.#take('?')
    if (this.#range(true)) throw new PatternProblem('a repeat follows a repeat, such as a++ or a**')
    return { kind: 'repeat', part, ...range }
  }

  #range(onlyLook = false): { least: number; most: number } | undefined {
    const start = this.#at
    const range = this.#simpleRange() ?? this.#countedRange()
    if (onlyLook) this.#at = start
    return range
  }

  #simpleRange() {
    if (this.#take('*')) return { least: 0, most: Number.POSITIVE_INFINITY }
    if (this.#take('+')) return { least: 1, most: Number.POSITIVE_INFINITY }
    if (this.#take('?')) return { least: 0, most: 1 }
    return
  }

  /** A brace that is no repeat is a brace. */
  #countedRange() {
    if (this.#next() !== '{') return
    const rest = this.#characters.slice(this.#at, this.#at + 20).join('')
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest)
    if (!match) return
    this.#at += match[0].length
    const least = Number(match[1])
    const most = match[3] ? Number(match[3]) : match[2] ? Number.POSITIVE_INFINITY : least
    if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Number.POSITIVE_INFINITY))
      throw new PatternProblem(`${match[0]} repeats more than ${MOST_REPEATS} times`)
    if (least > most) throw new PatternProblem(`${match[0]} has its larger number first`)
    return { least, most }
  }

  #atom(flags: { ignoreCase: boolean; lines: boolean; dotAll: boolean }): Node | undefined {
    const character = this.#read()
    switch (character) {
      case '(':
        return this.#group(flags)
      case '[':
        return { kind: 'set', has: this.#class(flags) }
      case '.':
        return { kind: 'set', has: flags.dotAll ? () => true : (code) => code !== NEWLINE }
      case '^':
        return { kind: 'assertion', holds: flags.lines ? lineStart : textStart }
      case '$':
        return { kind: 'assertion', holds: flags.lines ? lineEnd : textEnd }
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`${character} has nothing before it to repeat`)
      case '\\':
        return this.#escape(flags)
      default:
        return { kind: 'set', has: folded(literal(character), flags) }
    }
  }

  #group(flags: { ignoreCase: boolean; lines: boolean; dotAll: boolean }): Node | undefined {
    if (!this.#take('?')) return this.#closed(flags)
    const rest = this.#characters.slice(this.#at, this.#at + 60).join('')
    if (/^(?:=|!|<=|<!|>)/.test(rest))
      throw new PatternProblem(`(?${rest[0]} looks ahead or behind, which cannot be done in linear time`)
    const name = /^P?<[A-Za-z_]\w*>/.exec(rest)
    if (name) {
      this.#at += name[0].length
      return this.#closed(flags)
    }
    const set = /^([ims]*)(?:-([ims]+))?([:)])/.exec(rest)
    if (!set) throw new PatternProblem(`(?${rest.slice(0, 3)} is no group that we know`)
    this.#at += set[0].length
    const changed = {
      ignoreCase: switched(flags.ignoreCase, 'i', set),
      lines: switched(flags.lines, 'm', set),
      dotAll: switched(flags.dotAll, 's', set),
    }
    if (set[3] === ':') return this.#closed(changed)
    Object.assign(flags, changed)
    return
  }

  #closed(flags: Flags): Node {
    const node = this.choice(flags)
    if (!this.#take(')')) throw new PatternProblem('a ( is never closed')
    return node
  }

  #escape(flags: Flags): Node {
    const character = this.#characters[this.#at]
    const holds = character === undefined ? undefined : places[character]
    if (holds) {
      this.#at++
      return { kind: 'assertion', holds }
    }
    return { kind: 'set', has: folded(this.#escaped(), flags) }
  }

  #escaped(): CharacterSet {
    const kind = this.#setEscape()
    return kind ?? equalTo(this.#literalEscape())
  }

  #setEscape(): CharacterSet | undefined {
    const letter = this.#next()
    const has = letter === undefined ? undefined : sets[letter]
    if (has) {
      this.#at++
      return has
    }
    if (letter !== 'p' && letter !== 'P') return
    const rest = this.#characters.slice(this.#at, this.#at + 40).join('')
    const match = /^[pP](?:([A-Z])|\{(\w+)\})/.exec(rest)
    if (!match) throw new PatternProblem(`\\${letter} wants a category, such as \\p{L}`)
    this.#at += match[0].length
    const belongs = unicodeSet(match[1] ?? match[2] ?? '')
    return letter === 'p' ? belongs : opposite(belongs)
  }

  #literalEscape(): number {
    const letter = this.#read()
    if (letter === undefined) throw new PatternProblem('it ends with a single \\')
    if (letter === 'x') return this.#hexadecimal()
    if (/[0-9]/.test(letter))
      throw new PatternProblem(`\\${letter} refers back to a group, which cannot be done in linear time`)
    const control = controls[letter]
    if (control !== undefined) return control
    if (/[A-Za-z]/.test(letter)) throw new PatternProblem(`\\${letter} is no escape that we know`)
    return codeOf(letter)
  }

  #hexadecimal(): number {
    const rest = this.#characters.slice(this.#at, this.#at + 10).join('')
    const match = /^(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest)
    const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16)
    if (!match || code > 0x10ffff) throw new PatternProblem('\\x wants a code, such as \\x41 or \\x{1F600}')
    this.#at += match[0].length
    return code
  }

  #class(flags: Flags): CharacterSet {
    const negated = this.#take('^')
    const members: CharacterSet[] = []
    for (let first = true; first || this.#next() !== ']'; first = false) {
      if (this.#next() === undefined) throw new PatternProblem('a [ is never closed')
      members.push(this.#classMember())
    }
    this.#at++
    const has = folded((code) => members.some((member) => member(code)), flags)
    return negated ? opposite(has) : has
  }

  #classMember(): CharacterSet {
    const named = this.#namedClass()
    if (named) return named
    const set = this.#take('\\') ? (this.#setEscape() ?? this.#literalEscape()) : codeOf(this.#read())
    const isRange = this.#next() === '-' && this.#characters[this.#at + 1] !== ']'
    if (!isRange) return typeof set === 'number' ? equalTo(set) : set
    this.#at++
    const end = this.#take('\\') ? (this.#setEscape() ?? this.#literalEscape()) : codeOf(this.#read())
    if (typeof set !== 'number' || typeof end !== 'number' || set > end)
      throw new PatternProblem('a range in [ ] wants its lower character first, such as a-z')
    return (code) => code >= set && code <= end
  }

  #namedClass(): CharacterSet | undefined {
    const match = /^\[:(\^?)(\w+):\]/.exec(this.#characters.slice(this.#at, this.#at + 14).join(''))
    const has = match?.[2] === undefined ? undefined : posix[match[2]]
    if (!match || !has) return
    this.#at += match[0].length
    return match[1] ? opposite(has) : has
  }

  #next(): string | undefined {
    return this.#characters[this.#at]
  }

  #read(): string | undefined {
    return this.#characters[this.#at++]
  }

  #take(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false
    this.#at++
    return true
  }
}

const NEWLINE = 10

const textStart: Assertion = (before) => before === -1
const textEnd: Assertion = (_before, after) => after === -1
const lineStart: Assertion = (before) => before === -1 || before === NEWLINE
const lineEnd: Assertion = (_before, after) => after === -1 || after === NEWLINE
const wordEdge: Assertion = (before, after) => isWord(before) !== isWord(after)

const places: Readonly<Record<string, Assertion | undefined>> = Object.assign(Object.create(null), {
  A: textStart,
  z: textEnd,
  b: wordEdge,
  B: (before: number, after: number) => !wordEdge(before, after),
})

const isDigit: CharacterSet = (code) => code >= 48 && code <= 57
const isUpper: CharacterSet = (code) => code >= 65 && code <= 90
const isLower: CharacterSet = (code) => code >= 97 && code <= 122
const isLetter: CharacterSet = (code) => isUpper(code) || isLower(code)
export const isWord: CharacterSet = (code) => isLetter(code) || isDigit(code) || code === 95
const isSpace: CharacterSet = (code) => code === 32 || (code >= 9 && code <= 13 && code !== 11)
const isPrinted: CharacterSet = (code) => code > 32 && code < 127
const opposite =
  (has: CharacterSet): CharacterSet =>
  (code) =>
    !has(code)

const sets: Readonly<Record<string, CharacterSet | undefined>> = Object.assign(Object.create(null), {
  d: isDigit,
  D: opposite(isDigit),
  w: isWord,
  W: opposite(isWord),
  s: isSpace,
  S: opposite(isSpace),
})

const posix: Readonly<Record<string, CharacterSet | undefined>> = Object.assign(Object.create(null), {
  alnum: (code: number) => isLetter(code) || isDigit(code),
  alpha: isLetter,
  blank: (code: number) => code === 32 || code === 9,
  digit: isDigit,
  lower: isLower,
  punct: (code: number) => isPrinted(code) && !isLetter(code) && !isDigit(code),
  space: (code: number) => isSpace(code) || code === 11,
  upper: isUpper,
  word: isWord,
  xdigit: (code: number) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
})

const controls: Readonly<Record<string, number | undefined>> = Object.assign(Object.create(null), {
  t: 9,
  n: NEWLINE,
  v: 11,
  f: 12,
  r: 13,
  a: 7,
})

const codeOf = (character: string | undefined): number => {
  if (character === undefined) throw new PatternProblem('a [ is never closed')
  return character.codePointAt(0) ?? 0
}

const equalTo =
  (wanted: number): CharacterSet =>
  (code) =>
    code === wanted

const literal = (character: string | undefined): CharacterSet => equalTo(codeOf(character))

/** With the flag i, a character fits where it does in either case. */
function folded(has: CharacterSet, { ignoreCase }: Flags): CharacterSet {
  if (!ignoreCase) return has
  return (code) => {
    const character = String.fromCodePoint(code)
    return (
      has(code) || has(inCase(character.toLowerCase(), code)) || has(inCase(character.toUpperCase(), code))
    )
  }
}

/** ß has no single capital: it stays as it is. */
function inCase(changed: string, code: number): number {
  const point = changed.codePointAt(0) ?? code
  return String.fromCodePoint(point).length === changed.length ? point : code
}

/** A general category (L, Lu, Nd …) or a script (Greek). The test of one character cannot take long. */
function unicodeSet(name: string): CharacterSet {
  for (const property of [name, `Script=${name}`]) {
    try {
      const belongs = new RegExp(`^\\p{${property}}$`, 'u')
      return (code) => belongs.test(String.fromCodePoint(code))
    } catch {
      // Not a name of this kind.
    }
  }
  throw new PatternProblem(`\\p{${name}} is no category of characters that we know`)
}

function switched(was: boolean, flag: string, [, on, off]: RegExpExecArray): boolean {
  if (off?.includes(flag)) return false
  return on?.includes(flag) || was
}
