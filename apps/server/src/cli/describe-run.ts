import type { ImportRun, RowOutcome } from '@throughline/contract/imports'
import { count } from './figures.ts'

const words: Record<RowOutcome, string> = {
  event: 'became events',
  page: 'pages that people saw',
  asset: 'assets (images, scripts …)',
  bot: 'requests of bots',
  error: 'errors (4xx, 5xx)',
  other: 'redirects, forms, feeds',
  blank: 'blank lines',
  header: 'header line',
  rejected: 'rejected',
}

/** What became of the rows, a line a fact. */
export function describeRun({ rows, events, outcomes, rejections }: ImportRun): string[] {
  return [
    `${count(rows)} rows, ${count(events)} events`,
    ...outcomes.map(({ outcome, rows: number }) => `  ${count(number).padStart(12)}  ${words[outcome]}`),
    ...(rejections.length > 0 ? ['Rejected:'] : []),
    ...rejections.map(
      ({ reason, rows: number, lines }) =>
        `  ${count(number).padStart(12)}  ${reason} ${lines.length === 1 ? 'Line' : 'Lines'} ${lines.join(', ')}${number > lines.length ? ' …' : ''}`,
    ),
  ]
}
