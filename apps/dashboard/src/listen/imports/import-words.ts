import type {
  CsvMapping,
  Import,
  ImportFormat,
  ImportRun,
  ImportStatus,
  RowOutcome,
} from '@throughline/contract/imports'
import { formatCount, formatNumber } from '../../format/number.ts'
import type { Tone } from '../../ui/chip.tsx'

export const formatWords: Readonly<Record<ImportFormat, string>> = {
  segment: 'Segment-shaped events, one a line',
  csv: 'CSV',
  access_log: 'Access log of a web server',
}

export const statusWords: Readonly<Record<ImportStatus, { label: string; tone: Tone }>> = {
  uploading: { label: 'Arriving', tone: 'thread' },
  ready: { label: 'Ready to import', tone: 'thread' },
  checking: { label: 'Dry run', tone: 'thread' },
  queued: { label: 'Waiting its turn', tone: 'thread' },
  running: { label: 'Importing', tone: 'thread' },
  paused: { label: 'Paused', tone: 'warn' },
  done: { label: 'Imported', tone: 'gain' },
  failed: { label: 'Failed', tone: 'loss' },
  cancelled: { label: 'Cancelled', tone: 'ink' },
}

export const outcomeWords: Readonly<Record<RowOutcome, string>> = {
  event: 'Rows that became events',
  page: 'Pages that people saw',
  asset: 'Assets: images, scripts and the like',
  bot: 'Requests of bots',
  error: 'Answered by an error (4xx, 5xx)',
  other: 'Redirects, forms and feeds',
  blank: 'Blank lines',
  header: 'Header line',
  rejected: 'Rejected',
}

/** What became of a single row. */
export const rowWords: Readonly<Record<RowOutcome, string>> = {
  event: 'Event',
  page: 'Page that someone saw',
  asset: 'Asset',
  bot: 'Bot',
  error: 'Error',
  other: 'Neither page nor asset',
  blank: 'Blank',
  header: 'Header',
  rejected: 'Rejected',
}

export const delimiterWords: Readonly<Record<CsvMapping['delimiter'], string>> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Bar |',
  spaces: 'Blanks, as in aligned tables',
}

/** Whether the server is at work on it, so that its figures move by themselves. */
export function isAtWork({ status }: Pick<Import, 'status'>): boolean {
  return status === 'checking' || status === 'queued' || status === 'running'
}

/** How many rows of a run ended in an outcome. */
function rowsOf(run: ImportRun, outcome: RowOutcome): number {
  return run.outcomes.find((one) => one.outcome === outcome)?.rows ?? 0
}

/** The counts of a run in a line: `2,310 pages that people saw, 4,821 assets, 2,101 bots, 1 rejected`. */
export function runText(run: ImportRun): string {
  const parts = [
    [rowsOf(run, 'event'), 'events'],
    [rowsOf(run, 'page'), 'people’s pages'],
    [rowsOf(run, 'asset'), 'assets'],
    [rowsOf(run, 'bot'), 'bots'],
    [rowsOf(run, 'error'), 'errors'],
    [rowsOf(run, 'rejected'), 'rejected'],
  ] as const
  const said = parts.filter(([rows]) => rows > 0).map(([rows, what]) => `${formatNumber(rows)} ${what}`)
  return said.length === 0 ? 'nothing yet' : said.join(', ')
}

/** What the page of an import says first. */
export function importSentence(item: Import): string {
  const { name, status, dryRun, run, inspection } = item
  switch (status) {
    case 'uploading':
      return `“${name}” is on its way.`
    case 'checking':
      return `“${name}” is read once for the dry run; nothing is stored.`
    case 'queued':
      return `“${name}” waits for its turn.`
    case 'running':
      return `“${name}”: ${formatCount(run?.rows ?? 0, 'row')} read so far.`
    case 'paused':
      return `“${name}” is paused after ${formatCount(run?.rows ?? 0, 'row')}.`
    case 'cancelled':
      return `The import of “${name}” was cancelled; what was stored until then stays.`
    case 'failed':
      return `“${name}” could not be imported.`
    case 'done':
      return run ? `“${name}” is imported: ${runText(run)}.` : `“${name}” is imported.`
    case 'ready':
      if (dryRun) return `“${name}” would become ${formatCount(dryRun.events, 'event')}: ${runText(dryRun)}.`
      return `“${name}” is ${inspection ? formatPhrase(inspection.format) : 'here'}, ready to import.`
  }
}

function formatPhrase(format: ImportFormat): string {
  return { segment: 'a file of Segment-shaped events', csv: 'a CSV file', access_log: 'an access log' }[
    format
  ]
}

/** The same import on the command line. */
export function commandFor({ name, inspection, mapping, source }: Import): string {
  const quoted = /^[\w.\-/]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
  const other =
    mapping && inspection && mapping.format !== inspection.format ? ` --format ${mapping.format}` : ''
  const file = mapping?.format === 'csv' ? ' --mapping mapping.json' : ''
  return `npx throughline import ${quoted}${other}${file}${source === null ? '' : ` --source '${source}'`}`
}
