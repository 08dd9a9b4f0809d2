import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ConsentWord, type Erasure, getCustomerConsent } from '@throughline/contract/consent'
import type { Profile } from '@throughline/contract/people'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { kindWords, shortValue } from '../identifier-words.ts'
import classes from './consent.module.css'
import { erasureText, purposeLines, wordText } from './consent-lines.ts'

/** What a person allows and denies, everything they said about it, and what was deleted because they took it back. */
export function ConsentCard({ id, profile, timezone }: { id: string; profile: Profile; timezone: string }) {
  const [open, setOpen] = useState(false)
  const asked = Object.keys(profile.consent).length > 0
  return (
    <Card title="Consent" hint={`The last word on each purpose; times in ${timezone}`}>
      {asked ? (
        <>
          <ul className={classes.purposes}>
            {purposeLines(profile.consent).map(({ purpose, name, granted, at }) => (
              <li key={purpose}>
                <span>{name}</span>
                <span className={classes.said}>
                  {granted === undefined ? (
                    'not asked'
                  ) : (
                    <Chip tone={granted ? 'thread' : 'ink'}>{granted ? 'allowed' : 'denied'}</Chip>
                  )}
                  {at === undefined ? null : <time dateTime={at}>{formatMinute(at, timezone)}</time>}
                </span>
              </li>
            ))}
          </ul>
          {open ? (
            <ConsentHistory id={id} timezone={timezone} />
          ) : (
            <Button variant="subtle" size="compact-xs" mt={6} onClick={() => setOpen(true)}>
              Show all that was said
            </Button>
          )}
        </>
      ) : (
        <p className={classes.none}>Nobody asked this person yet.</p>
      )}
    </Card>
  )
}

function ConsentHistory({ id, timezone }: { id: string; timezone: string }) {
  const history = useQuery(query(getCustomerConsent, { params: { id } }))
  if (history.isPending) return <RowsSkeleton rows={3} />
  if (history.isError) {
    return (
      <ErrorState
        inset
        title="What was said could not be loaded"
        error={history.error}
        onRetry={() => history.refetch()}
      />
    )
  }
  return (
    <ol className={classes.history} aria-label="All that was said about consent">
      {linesOf(history.data.words, history.data.erasures).map(({ key, at, text, detail }) => (
        <li key={key}>
          <p className={classes.text}>{text}.</p>
          <p className={classes.detail}>
            <time dateTime={at}>{formatMinute(at, timezone)}</time>
            {detail}
          </p>
        </li>
      ))}
    </ol>
  )
}

function linesOf(words: readonly ConsentWord[], erasures: readonly Erasure[]) {
  const said = words.map((word) => ({
    key: word.messageId,
    at: word.at,
    text: wordText(word),
    detail: ` · ${kindWords[word.by.kind]} ${shortValue(word.by.value)} · ${word.channel}${word.path === null ? '' : ` ${word.path}`}`,
  }))
  const deleted = erasures.map((erasure) => ({
    key: `${erasure.purpose} ${erasure.at}`,
    at: erasure.at,
    text: erasureText(erasure),
    detail: ` · because ${erasure.purpose} was denied`,
  }))
  return [...said, ...deleted].sort((a, b) => (a.at < b.at ? 1 : -1))
}
