import type { ConsoleLine } from '@throughline/contract/recordings'
import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { intercept } from '../signals/intercept.ts'

const LONGEST = 500

/** Tells what the page writes to its console as warning or error, and errors that nothing caught. */
export function watchConsole({ window, safe }: Host, tell: (line: ConsoleLine) => void): void {
  const write = safe((level: ConsoleLine['level'], values: readonly unknown[]) => {
    const message = values.map(shown).join(' ').slice(0, LONGEST)
    if (message) tell({ level, message: message.replace(/[^\s@<>"']+@[^\s@<>"']+/g, '***') })
  })
  for (const level of ['warn', 'error'] as const)
    intercept(window.console, level, (call, values) => {
      write(level, values)
      return call()
    })
  window.addEventListener('error', (event) => event.message && write('error', [event.message]))
  window.addEventListener('unhandledrejection', (event) => write('error', ['Unhandled:', event.reason]))
}

/** Objects are only named: what they hold is the page's own business. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null)
    return attempt(() => (value instanceof Error ? `${value.name}: ${value.message}` : kindOf(value))) ?? ''
  return attempt(() => String(value)) ?? ''
}

const kindOf = (value: object): string => Object.prototype.toString.call(value)
