import type { SampleRow } from '@throughline/contract/imports'
import { formatNumber } from '../../format/number.ts'
import { Chip } from '../../ui/chip.tsx'
import { rowWords } from './import-words.ts'
import classes from './imports.module.css'

/** Rows with the events that they become, or why they were rejected. */
export function SampleRows({ rows }: { rows: readonly SampleRow[] }) {
  return (
    <ol className={classes.samples}>
      {rows.map(({ line, outcome, reason, messages }) => (
        <li key={`${line} ${outcome}`}>
          <p>
            <b data-figures>Line {formatNumber(line)}</b>{' '}
            <Chip tone={outcome === 'rejected' ? 'loss' : 'ink'}>{rowWords[outcome]}</Chip>
          </p>
          {reason === null ? null : <p className={classes.reason}>{reason}</p>}
          {messages.map((message) => {
            const text = JSON.stringify(message, null, 1)
            return <pre key={text}>{text}</pre>
          })}
        </li>
      ))}
    </ol>
  )
}
