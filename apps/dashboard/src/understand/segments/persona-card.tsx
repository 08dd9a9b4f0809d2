import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  changeSegment,
  getSegment,
  listSegments,
  type Persona,
  type Segment,
} from '@throughline/contract/segments'
import { type FormEvent, useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import classes from './segments.module.css'

/** The team's words about the people of a segment: what makes it a persona. */
export function PersonaCard({ segment }: { segment: Segment }) {
  const [editing, edit] = useState(false)
  const { persona } = segment
  if (editing) return <PersonaForm segment={segment} onDone={() => edit(false)} />
  const tools = (
    <Button variant="default" onClick={() => edit(true)}>
      {persona ? 'Edit the persona' : 'Describe them as a persona'}
    </Button>
  )
  if (!persona) {
    return (
      <Card title="Persona" hint="The team’s own words about these people">
        <EmptyState
          inset
          title="No persona yet"
          why="Say who they are, what they want and what annoys them. A journey seen for them then has a face."
          action={tools}
        />
      </Card>
    )
  }
  return (
    <Card title="Persona" hint="The team’s own words about these people" tools={tools}>
      {persona.quote ? <blockquote className={classes.quote}>“{persona.quote}”</blockquote> : null}
      {persona.description ? <p className={classes.words}>{persona.description}</p> : null}
      <div className={classes.pair}>
        <Lines title="They want" lines={persona.goals} />
        <Lines title="What annoys them" lines={persona.frustrations} />
      </div>
    </Card>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function PersonaForm({ segment, onDone }: { segment: Segment; onDone: () => void }) {
  const queryClient = useQueryClient()
  const { id, persona } = segment
  const [description, setDescription] = useState(persona?.description ?? '')
  const [quote, setQuote] = useState(persona?.quote ?? '')
  const [goals, setGoals] = useState(persona?.goals.join('\n') ?? '')
  const [frustrations, setFrustrations] = useState(persona?.frustrations.join('\n') ?? '')
  const save = useMutation({
    mutationFn: (next: Persona | null) => call(changeSegment, { params: { id }, body: { persona: next } }),
    onSuccess: (changed) => {
      queryClient.setQueryData(query(getSegment, { params: { id } }).queryKey, changed)
      onDone()
      return queryClient.invalidateQueries({ queryKey: keyOf(listSegments) })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ description, quote, goals: linesOf(goals), frustrations: linesOf(frustrations) })
  }
  return (
    <Card title="Persona" hint="The team’s own words about these people">
      <form className={classes.form} onSubmit={submit}>
        <Textarea
          label="Who they are"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          maxLength={4000}
          autosize
          minRows={2}
          data-autofocus
        />
        <Textarea
          label="What one of them said"
          value={quote}
          onChange={(event) => setQuote(event.target.value)}
          maxLength={1000}
          autosize
          minRows={1}
        />
        <div className={classes.pair}>
          <Textarea
            label="They want"
            description="One a line, at most 20"
            value={goals}
            onChange={(event) => setGoals(event.target.value)}
            autosize
            minRows={3}
          />
          <Textarea
            label="What annoys them"
            description="One a line, at most 20"
            value={frustrations}
            onChange={(event) => setFrustrations(event.target.value)}
            autosize
            minRows={3}
          />
        </div>
        <div className={classes.actions}>
          <Button type="submit" loading={save.isPending}>
            Save the persona
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          {persona ? (
            <Button variant="subtle" onClick={() => save.mutate(null)}>
              Remove the persona
            </Button>
          ) : null}
        </div>
        {save.error ? <p role="alert">{save.error.message}</p> : null}
      </form>
    </Card>
  )
}

/** Lines with something in them, as many and as long as a persona takes. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 500))
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, 20)
}
