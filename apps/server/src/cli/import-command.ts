import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout } from 'node:timers/promises'
import {
  changeImportMapping,
  checkImport,
  deleteImport,
  getImport,
  type Import,
  type ImportMapping,
  importFormats,
  startImport,
} from '@throughline/contract/imports'
import type { Api } from './api.ts'
import { connectionOptions, readArguments } from './arguments.ts'
import { CommandError } from './command-error.ts'
import { connect } from './connect.ts'
import { describeMapping } from './describe-mapping.ts'
import { describeRun } from './describe-run.ts'
import { count, duration } from './figures.ts'
import { findOrSendFile } from './find-or-send-file.ts'
import { ProgressLine } from './progress-line.ts'

const options = {
  ...connectionOptions,
  format: { type: 'string' },
  mapping: { type: 'string' },
  'write-mapping': { type: 'string' },
  'dry-run': { type: 'boolean' },
  source: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const

const ASK_EVERY_MS = 250

/** `throughline import <file>`: shows what the file is, asks, imports, and tells what came of it. */
export async function importCommand(args: readonly string[], stopped: AbortSignal): Promise<void> {
  const { values, positionals } = readArguments(args, options)
  const path = fileArgument(positionals)
  const said = saidMapping(values)
  await using connection = await connect(values)
  const { api } = connection

  let found = await findOrSendFile(connection, path, values.source, stopped)
  if (stopped.aborted) return tellInterrupted()
  if (found.status === 'failed' && !found.hasFile)
    throw new CommandError(found.problem ?? 'The file can’t be imported.')
  const isAtWork = found.status === 'queued' || found.status === 'running'
  if (said && !isAtWork && JSON.stringify(said) !== JSON.stringify(found.mapping))
    found = await api.call(changeImportMapping, { params: { id: found.id }, body: said })

  for (const note of found.inspection?.notes ?? []) console.log(`Note: ${note}`)
  if (values['write-mapping']) return await writeMapping(api, found, values['write-mapping'])
  const mapping = mappingOf(found)
  for (const line of describeMapping(mapping)) console.log(line)
  if (values['dry-run']) return await dryRun(api, found, stopped)

  if (isAtWork || found.run) console.log('Going on where the earlier import of this file stopped.')
  else if (!values.yes && !(await confirm(`Import it into ${connection.place}?`))) {
    await api.call(deleteImport, { params: { id: found.id } })
    return
  }
  if (!isAtWork) await api.call(startImport, { params: { id: found.id } })
  const done = await follow(api, found.id, stopped)
  if (stopped.aborted && done.status !== 'done')
    return tellInterrupted(connection.importLocalFile ? undefined : connection.place)
  if (done.status !== 'done' || !done.run)
    throw new CommandError(
      done.problem ?? `The import is ${done.status}. Run the command again to go on with it.`,
    )
  for (const line of describeRun(done.run)) console.log(line)
  const { added, events, rowsPerSecond } = done.run
  console.log(
    `Imported: ${count(added)} events are new${added < events ? `, ${count(events - added)} were there already` : ''}. ${count(rowsPerSecond)} rows/s.`,
  )
}

/** npm runs programs in the project's folder, and says where it was called. */
const pathOf = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file)

function fileArgument(positionals: readonly string[]): string {
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new CommandError('Say one file: throughline import <file>.')
  const path = pathOf(file)
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`)
  if (!statSync(path).isFile()) throw new CommandError(`${path} is no file.`)
  return path
}

function saidMapping({ mapping, format }: { mapping?: string; format?: string }): ImportMapping | undefined {
  if (mapping !== undefined) {
    const path = pathOf(mapping)
    try {
      // The server checks what it holds, and names the field that does not fit.
      return JSON.parse(readFileSync(path, 'utf8')) as ImportMapping
    } catch (cause) {
      throw new CommandError(`The mapping file ${path} can’t be read, or is no JSON.`, { cause })
    }
  }
  if (format === undefined) return undefined
  const known = importFormats.find((each) => each === format)
  if (!known) throw new CommandError(`--format must be one of ${importFormats.join(', ')}.`)
  if (known === 'csv') return undefined
  return known === 'segment' ? { format: known } : { format: known, assets: false }
}

function mappingOf({ mapping, inspection }: Import): ImportMapping {
  if (mapping) return mapping
  const columns = inspection?.columns.map(
    ({ name, type, examples }) => `  ${name} (${type}): ${examples.join(', ')}`,
  )
  throw new CommandError(
    [
      'How the rows become events can’t be guessed. Write a mapping (docs/guides/imports.md) and give it with --mapping.',
      'The columns:',
      ...(columns ?? []),
    ].join('\n'),
  )
}

async function writeMapping(api: Api, found: Import, file: string): Promise<void> {
  const path = pathOf(file)
  writeFileSync(path, `${JSON.stringify(mappingOf(found), null, 2)}\n`)
  await api.call(deleteImport, { params: { id: found.id } })
  console.log(`Wrote the mapping to ${path}. Change it, and import with --mapping ${file}.`)
}

async function dryRun(api: Api, found: Import, stopped: AbortSignal): Promise<void> {
  await api.call(checkImport, { params: { id: found.id } })
  const checked = await follow(api, found.id, stopped)
  await api.call(deleteImport, { params: { id: found.id } })
  if (stopped.aborted) return
  if (!checked.dryRun) throw new CommandError(checked.problem ?? 'The file could not be read.')
  console.log('\nA dry run: nothing is stored.')
  for (const line of describeRun(checked.dryRun)) console.log(line)
  const [sample] = checked.dryRun.samples.filter(({ messages }) => messages.length > 0)
  if (sample) console.log(`Line ${sample.line} becomes\n${JSON.stringify(sample.messages, null, 2)}`)
}

/** Without a terminal nobody can answer: the command itself is the word. */
async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} [Y/n] `)
  terminal.close()
  return !/^n/i.test(answer.trim())
}

async function follow(api: Api, id: string, stopped: AbortSignal): Promise<Import> {
  const line = new ProgressLine()
  for (;;) {
    const found = await api.call(getImport, { params: { id } })
    const run = found.status === 'checking' ? found.dryRun : found.run
    const isAtWork = found.status === 'queued' || found.status === 'running' || found.status === 'checking'
    if (run && isAtWork) {
      const left = run.secondsLeft === null ? '' : `, ${duration(run.secondsLeft)} left`
      const text = `${count(run.rows)} rows, ${count(run.rowsPerSecond)}/s${left}`
      line.show(run.totalBytes > 0 ? run.bytes / run.totalBytes : 0, found.problem ?? text)
    }
    if (!isAtWork || stopped.aborted) {
      line.end()
      return found
    }
    await setTimeout(ASK_EVERY_MS)
  }
}

function tellInterrupted(place?: string): void {
  console.log(
    place
      ? `Interrupted here; ${place} goes on with it. Run the command again to watch it.`
      : 'Interrupted. Run the command again to go on where it stopped.',
  )
}
