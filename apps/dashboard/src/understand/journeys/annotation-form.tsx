import { Button, Group, Radio, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StageName } from '@throughline/contract/journey-mapping'
import {
  getJourney,
  type JourneyAnnotation,
  type JourneyEmotion,
  listJourneyAnnotationHistory,
  putJourneyAnnotation,
} from '@throughline/contract/journeys'
import { type FormEvent, useState } from 'react'
import { call, keyOf } from '../../api.ts'
import { formatAgo } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { feelingFigure, feelings, feelingWord } from './journey-words.ts'
import classes from './stage-drawer.module.css'

/** A stage or touchpoint, for everyone or for a segment. */
export interface AnnotationPlace {
  readonly stage: StageName
  readonly touchpoint?: string
  readonly segment?: string
}

/** What people want here, how the team thinks it feels, and notes. */
export function AnnotationForm(props: {
  place: AnnotationPlace
  annotation: JourneyAnnotation | null
  measured: JourneyEmotion
}) {
  const { place, annotation } = props
  const queryClient = useQueryClient()
  const [goal, setGoal] = useState(annotation?.goal ?? '')
  const [emotion, setEmotion] = useState(annotation?.emotion ?? null)
  const [emotionNote, setEmotionNote] = useState(annotation?.emotionNote ?? '')
  const [notes, setNotes] = useState(annotation?.notes ?? '')
  const save = useMutation({
    mutationFn: () => call(putJourneyAnnotation, { body: { ...place, goal, emotion, emotionNote, notes } }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keyOf(getJourney) }),
        queryClient.invalidateQueries({ queryKey: keyOf(listJourneyAnnotationHistory) }),
      ]),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label="What they want here"
        placeholder="Pay quickly"
        value={goal}
        onChange={(event) => setGoal(event.target.value)}
        maxLength={500}
      />
      <Radio.Group
        label="How it feels, as far as the team knows"
        description={measuredText(place, props.measured)}
        value={emotion === null ? '' : String(emotion)}
        onChange={(value) => setEmotion(value === '' ? null : Number(value))}
      >
        <Group gap={14} mt={8}>
          {feelings.map(({ value, label }) => (
            <Radio key={value} value={String(value)} label={label} size="xs" />
          ))}
          <Radio value="" label="Not set" size="xs" />
        </Group>
      </Radio.Group>
      <TextInput
        label="Why it feels so"
        placeholder="Five interviews in May"
        value={emotionNote}
        onChange={(event) => setEmotionNote(event.target.value)}
        maxLength={500}
      />
      <Textarea
        label="Notes"
        value={notes}
        onChange={(event) => setNotes(event.target.value)}
        maxLength={10_000}
        autosize
        minRows={3}
        maxRows={12}
      />
      <div className={classes.actions}>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <span className={classes.hint} role="status">
          {save.isSuccess ? 'Saved.' : changedText(annotation)}
        </span>
      </div>
      {save.error ? <p role="alert">{save.error.message}</p> : null}
    </form>
  )
}

function measuredText({ touchpoint }: AnnotationPlace, { source, value, answers }: JourneyEmotion): string {
  if (touchpoint !== undefined || source !== 'measured' || value === null)
    return 'Drawn as a dashed line until survey answers measure it.'
  return `Measured by ${formatCount(answers, 'survey answer')}: ${feelingWord(value)} (${feelingFigure(value)}). The line shows what is measured.`
}

function changedText(annotation: JourneyAnnotation | null): string {
  if (!annotation) return ''
  const who = annotation.changedBy ?? 'an API token'
  const shared = annotation.sharedByAll ? ', for everyone' : ''
  return `Written by ${who} ${formatAgo(annotation.changedAt, Date.now())}${shared}`
}
