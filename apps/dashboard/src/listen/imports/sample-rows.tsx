import type { SampleRow } from '@throughline/contract/imports'
import { formatNumber } from '../../format/number.ts'
import { Chip } from '../../ui/chip.tsx'
import { rowWords } from './import-words.ts'
import classes from './imports.module.css'

/** Enough to see whether the mapping is right; the server sends more where rows are alike. */
const shown = 12

/** Rows with the events that they become, or why they were rejected. */
export function SampleRows({ rows }: { rows: readonly SampleRow[] }) {
  return (
    <ol className={classes.samples}>
      {rows.slice(0, shown).map(({ line, outcome, reason, messages }) => (
        <li key={`${line} ${outcome}`}>
          <p>
            <b data-figures>Line {formatNumber(line)}</b>{' '}
            <Chip tone={outcome === 'rejected' ? 'loss' : 'ink'}>{rowWords[outcome]}</Chip>
          </p>
          {reason === null ? null : <p className={classes.reason}>{reason}</p>}
          {messages.map((message) => {
            const text = messageText(message)
            return <pre key={text}>{text}</pre>
          })}
        </li>
      ))}
    </ol>
  )
}

/** A message without what the import adds to every one, its time as people read it. */
function messageText({
  context: _,
  messageId: __,
  timestamp,
  ...message
}: SampleRow['messages'][number]): string {
  const time = typeof timestamp === 'number' ? new Date(timestamp).toISOString() : timestamp
  const { type, event, ...rest } = message
  return JSON.stringify({ type, event, timestamp: time, ...rest }, null, 1).replace(/\n\s*/g, ' ')
}
