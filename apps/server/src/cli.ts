import './runtime-settings.ts'
import { CommandError } from './cli/command-error.ts'
import { helpText } from './cli/help.ts'
import { importCommand } from './cli/import-command.ts'
import { rebuildCommand } from './cli/rebuild-command.ts'
import { sampleShopCommand } from './cli/sample-shop-command.ts'
import { stopSignal } from './stop-signal.ts'

type Command = (args: readonly string[], stopped: AbortSignal) => Promise<void>

const commands: Readonly<Record<string, Command>> = {
  import: importCommand,
  rebuild: rebuildCommand,
  'sample-shop': sampleShopCommand,
}

/** As shells show a program that Ctrl-C ended. */
const INTERRUPTED = 130

const [name = '', ...args] = process.argv.slice(2)
try {
  process.exit(await run())
} catch (error) {
  const text = error instanceof CommandError ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

async function run(): Promise<number> {
  if (name === '' || name === 'help' || name === '--help' || name === '-h' || args.includes('--help')) {
    process.stdout.write(helpText)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw new CommandError(`There is no command "${name}". Run "throughline --help" to see all of them.`)
  const stopped = new AbortController()
  void stopSignal().then(() => stopped.abort())
  await command(args, stopped.signal)
  return stopped.signal.aborted ? INTERRUPTED : 0
}
