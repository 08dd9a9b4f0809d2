import type { HistoryEntry } from '@throughline/contract/people'
import { formatMinute } from '../../../format/date.ts'
import { Chip, type Tone } from '../../../ui/chip.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import classes from './identity.module.css'

const whatWords: Readonly<Record<HistoryEntry['what'], { readonly label: string; readonly tone: Tone }>> = {
  joined: { label: 'Joined', tone: 'thread' },
  refused: { label: 'Refused', tone: 'warn' },
  merged: { label: 'Merged', tone: 'thread' },
  unmerged: { label: 'Separated', tone: 'ink' },
}

/** What kind of evidence it is. */
export const whyWords: Readonly<Record<HistoryEntry['why'], string>> = {
  event: 'Both on one event',
  alias: 'Alias sent by a client',
  rule: 'Rule of the project',
  word: 'Decision of the team',
}

/** Everything that joined a person's identifiers, parted them, or tried to, with the evidence. */
export function HistoryList({ history, timezone }: { history: readonly HistoryEntry[]; timezone: string }) {
  if (history.length === 0) {
    return (
      <EmptyState
        inset
        title="Nothing was joined yet"
        why="As soon as an event carries two identifiers, such as the visitor’s and the account’s after a login, it stands here with the event that proves it."
      />
    )
  }
  return (
    <ol className={classes.history}>
      {history.map((entry) => (
        <li key={`${entry.messageId} ${entry.identifier.value} ${entry.with.value} ${entry.what}`}>
          <Chip tone={whatWords[entry.what].tone}>{whatWords[entry.what].label}</Chip>
          <div>
            <p className={classes.reason}>{entry.reason}.</p>
            <p className={classes.evidence}>
              <time dateTime={entry.at}>{formatMinute(entry.at, timezone)}</time> · {whyWords[entry.why]} ·
              event <code>{entry.messageId}</code>
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
