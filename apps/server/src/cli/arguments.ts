import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

/** Where the server is, for every command. */
export const connectionOptions = {
  server: { type: 'string' },
  token: { type: 'string' },
} as const

/** @throws CommandError that names the option which is not known, or lacks its value */
export function readArguments<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('. ') : []
    throw new CommandError(`${reason}. Run "throughline --help" to see all options.`)
  }
}
