import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  addToSegment,
  getSegmentSize,
  listSegmentMembers,
  listSegments,
  removeFromSegment,
  type SegmentListChange,
} from '@throughline/contract/segments'
import { useState } from 'react'
import { call, keyOf } from '../../api.ts'
import { formatCount, formatNumber } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { identifiersOf, mostIdentifiers } from './identifier-lines.ts'
import classes from './segments.module.css'

type Deed = 'add' | 'remove'

/** Puts people on a list, or takes them off, by identifiers that are pasted; says which of them nobody has. */
export function ListEditor({ id }: { id: string }) {
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const identifiers = identifiersOf(text)
  const change = useMutation({
    mutationFn: (deed: Deed) =>
      call(deed === 'add' ? addToSegment : removeFromSegment, { params: { id }, body: { identifiers } }),
    onSuccess: ({ unknown }) => {
      // What nobody has stays, to be corrected and sent again.
      setText(unknown.join('\n'))
      return Promise.all(
        [listSegmentMembers, getSegmentSize, listSegments].map((of) =>
          queryClient.invalidateQueries({ queryKey: keyOf(of) }),
        ),
      )
    },
  })
  const tooMany = identifiers.length > mostIdentifiers
  const ready = identifiers.length > 0 && !tooMany
  return (
    <Card
      title="Put people on the list"
      hint="User IDs, e-mail addresses, phone numbers, loyalty cards, anonymous IDs or profile IDs; one a line, or with commas between. email:ann@example.com says exactly which kind."
    >
      <Textarea
        aria-label="Identifiers"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        placeholder={'ann@example.com\nu-1042'}
        error={
          tooMany
            ? `At most ${formatNumber(mostIdentifiers)} at once; these are ${formatNumber(identifiers.length)}.`
            : undefined
        }
      />
      <div className={classes.actions}>
        <Button
          disabled={!ready}
          loading={change.isPending && change.variables === 'add'}
          onClick={() => change.mutate('add')}
        >
          {identifiers.length > 0 ? `Add ${formatNumber(identifiers.length)}` : 'Add'}
        </Button>
        <Button
          variant="default"
          disabled={!ready}
          loading={change.isPending && change.variables === 'remove'}
          onClick={() => change.mutate('remove')}
        >
          Take off
        </Button>
        <span className={classes.note} role="status">
          {change.data ? resultText(change.data, change.variables ?? 'add') : ''}
        </span>
      </div>
      {change.error ? <p role="alert">{change.error.message}</p> : null}
    </Card>
  )
}

function resultText({ changed, unchanged, unknown }: SegmentListChange, deed: Deed): string {
  const done = `${formatCount(changed, 'person', 'people')} ${deed === 'add' ? 'added' : 'taken off'}`
  const same =
    unchanged === 0
      ? ''
      : `, ${formatNumber(unchanged)} ${deed === 'add' ? 'already on it' : 'not on it anyway'}`
  const nobody =
    unknown.length === 0
      ? ''
      : ` ${formatCount(unknown.length, 'identifier')} nobody has, left above to correct.`
  return `${done}${same}.${nobody}`
}
