import { AppError } from '../../../platform/app-error.ts'

/** Arithmetic over the numbers of series A, B, C …; null where a number is missing or a division has no answer. */
export type Formula = (numbers: readonly (number | null)[]) => number | null

type Token = { readonly kind: 'number' | 'series' | 'sign'; readonly text: string; readonly at: number }

/**
 * Reads a formula: numbers, series by letter, `+ - * /` with their usual precedence, a sign, and parentheses.
 *
 * @param seriesCount how many series there are; A is the first
 * @throws AppError `invalid` that says where the formula goes wrong
 * @example parseFormula('B / A * 100', 2)([50, 20]) // 40
 */
export function parseFormula(source: string, seriesCount: number): Formula {
  const tokens = tokensOf(source)
  let position = 0
  const next = () => tokens[position]
  const takeSign = (...signs: string[]): string | undefined => {
    const token = next()
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined
    position++
    return token.text
  }

  const sum = (): Formula => {
    let left = product()
    for (let sign = takeSign('+', '-'); sign; sign = takeSign('+', '-')) {
      left = combine(left, product(), sign === '+' ? (a, b) => a + b : (a, b) => a - b)
    }
    return left
  }
  const product = (): Formula => {
    let left = signed()
    for (let sign = takeSign('*', '/'); sign; sign = takeSign('*', '/')) {
      left = combine(left, signed(), sign === '*' ? (a, b) => a * b : (a, b) => a / b)
    }
    return left
  }
  const signed = (): Formula => {
    if (takeSign('+')) return signed()
    if (!takeSign('-')) return operand()
    const negated = signed()
    return combine(
      () => 0,
      negated,
      (a, b) => a - b,
    )
  }
  const operand = (): Formula => {
    const token = next()
    if (takeSign('(')) {
      const inner = sum()
      if (!takeSign(')')) throw wrong('a closing parenthesis is missing')
      return inner
    }
    if (!token || token.kind === 'sign')
      throw wrong(
        token ? `"${token.text}" stands where a number or a series is expected` : 'it ends too early',
      )
    position++
    if (token.kind === 'number') {
      const value = Number(token.text)
      return () => value
    }
    const index = token.text.charCodeAt(0) - 'A'.charCodeAt(0)
    if (index >= seriesCount)
      throw wrong(`there is no series ${token.text}; the last is ${String.fromCharCode(64 + seriesCount)}`)
    return (numbers) => numbers[index] ?? null
  }

  const formula = sum()
  const rest = next()
  if (rest) throw wrong(`"${rest.text}" at character ${rest.at + 1} is not expected there`)
  return formula
}

function combine(left: Formula, right: Formula, operation: (a: number, b: number) => number): Formula {
  return (numbers) => {
    const [a, b] = [left(numbers), right(numbers)]
    if (a === null || b === null) return null
    const result = operation(a, b)
    return Number.isFinite(result) ? result : null
  }
}

function tokensOf(source: string): Token[] {
  const pattern = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Ja-j])(?![A-Za-z])|([-+*/()]))/gy
  const tokens: Token[] = []
  const end = source.trimEnd().length
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const match = pattern.exec(source)
    if (!match)
      throw wrong(`"${source.slice(at).trimStart()[0]}" is no number, series (A to J) or sign (+ - * / ( ))`)
    const [, number, series, sign] = match
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (series !== undefined) tokens.push({ kind: 'series', text: series.toUpperCase(), at })
    else tokens.push({ kind: 'sign', text: sign as string, at })
  }
  return tokens
}

const wrong = (reason: string): AppError =>
  new AppError('invalid', `formula: ${reason}. An example: B / A * 100.`, { field: 'formula' })
