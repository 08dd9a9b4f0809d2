/** A request as a web server logs it. Text that the server had none for (`-`) is empty. */
export interface LogLine {
  readonly address: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly method: string
  /** As it was asked for: path and query, or whatever the client sent. */
  readonly target: string
  readonly status: number
  readonly bytes: number
  /** Undefined in the common format, which has neither. */
  readonly referrer: string | undefined
  readonly agent: string | undefined
}

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"'
const LINE = new RegExp(
  `^(?:[^\\s:]+:\\d{1,5} )?(\\S+) \\S+ .*?\\[(\\d\\d)/([A-Z][a-z]{2})/(\\d{4}):(\\d\\d):(\\d\\d):(\\d\\d) ([+-])(\\d\\d)(\\d\\d)\\] ${QUOTED} (\\d{3}) (\\d+|-)(.*)$`,
)
const AFTER = new RegExp(`^ ${QUOTED} ${QUOTED}(?: .*)?$`)
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Why a line is none, for its reader. */
export const logLineExpected =
  'The line must be in the common or combined log format: address, time in brackets, "request", status, bytes and, in the combined format, "referrer" and "agent".'

/**
 * Reads a line of the common or combined log format (Apache, nginx), also with a virtual host before or more fields after.
 * Undefined where it is none.
 *
 * @example parseLogLine('192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 7 "-" "Mozilla/5.0"')
 */
export function parseLogLine(text: string): LogLine | undefined {
  const parts = LINE.exec(text)
  if (!parts) return undefined
  const [, address = '', day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = parts
  const [request = '', status, bytes, rest = ''] = parts.slice(11)
  const monthNumber = months.indexOf(month)
  if (monthNumber < 0) return undefined
  const local = Date.UTC(Number(year), monthNumber, Number(day), Number(hour), Number(minute), Number(second))
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000
  const after = rest === '' ? undefined : AFTER.exec(rest)
  // A quoted field that never closes: the line was cut off.
  if (rest.startsWith(' "') && !after) return undefined
  const [method = '', target = ''] = unescaped(request).split(' ')
  return {
    address,
    time: local - offset,
    method,
    target,
    status: Number(status),
    bytes: bytes === '-' ? 0 : Number(bytes),
    referrer: after ? absentIfDash(after[1]) : undefined,
    agent: after ? absentIfDash(after[2]) : undefined,
  }
}

const absentIfDash = (text = ''): string => (text === '-' ? '' : unescaped(text))

/** Servers write quotes and backslashes with a backslash, and other bytes as `\xhh`. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\x([0-9a-fA-F]{2})|\\(.)/g, (_, hex?: string, character?: string) =>
    hex ? safeCharacter(Number.parseInt(hex, 16)) : (character ?? ''),
  )
}

const safeCharacter = (code: number): string => (code < 32 ? '\ufffd' : String.fromCharCode(code))
