import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FindingDetail } from '@throughline/contract/friction'
import { useState } from 'react'
import { formatDate } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import { commentWords } from '../comment-words.ts'
import classes from './card.module.css'

const shownAtFirst = 4

/** What the affected said, and others on the page, in their own words: low scores first. */
export function VerbatimsCard(props: { verbatims: FindingDetail['verbatims']; timezone: string }) {
  const { verbatims, timezone } = props
  const [all, setAll] = useState(false)
  if (verbatims.length === 0) return null
  const shown = all || verbatims.length <= shownAtFirst + 1 ? verbatims : verbatims.slice(0, shownAtFirst)
  return (
    <Card title="What they said" hint="Comments in surveys and reviews, low scores first">
      {shown.map((comment) => (
        <figure key={`${comment.profileId} ${comment.at} ${comment.text}`} className={classes.quote}>
          <blockquote>“{comment.text}”</blockquote>
          <figcaption>
            <Link to="/people/$id" params={{ id: comment.profileId }}>
              {formatDate(comment.at, timezone)}
              <span className="visually-hidden">: the person who said it</span>
            </Link>
            {` · ${commentWords(comment)}`}
          </figcaption>
        </figure>
      ))}
      {shown.length < verbatims.length ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
          Show all {verbatims.length} comments
        </Button>
      ) : null}
    </Card>
  )
}
