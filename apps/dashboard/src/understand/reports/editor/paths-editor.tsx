import { Autocomplete, NumberInput, SegmentedControl, Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PathsQuestion } from '@throughline/contract/question'
import { listEventNames } from '@throughline/contract/schema'
import { query } from '../../../api.ts'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { useProperties } from '../../../ui/filter/filter-editor.tsx'
import classes from './editor.module.css'
import { withOption } from './with-option.ts'

/** Where the paths begin or end, what they are made of, and how far they go. */
export function PathsEditor(props: { question: PathsQuestion; onChange: (question: PathsQuestion) => void }) {
  const { question, onChange } = props
  const { anchor } = question
  const { direction } = anchor
  const byPage = anchor.path !== undefined
  const pages = useProperties().find(({ property }) => property === 'path')?.examples ?? []
  const names = useQuery(query(listEventNames, { query: { limit: 200 } })).data?.events ?? []
  return (
    <>
      <fieldset className={classes.group}>
        <legend>The paths</legend>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Direction"
          data={[
            { value: 'from', label: 'begin with' },
            { value: 'to', label: 'end with' },
          ]}
          value={direction}
          onChange={(value) =>
            onChange({ ...question, anchor: { ...anchor, direction: value === 'to' ? 'to' : 'from' } })
          }
        />
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Kind of anchor"
          data={[
            { value: 'event', label: 'an event' },
            { value: 'page', label: 'a page' },
          ]}
          value={byPage ? 'page' : 'event'}
          onChange={(value) =>
            onChange({
              ...question,
              anchor: value === 'page' ? { direction, path: '/' } : { direction, event: '' },
            })
          }
        />
        {byPage ? (
          <Autocomplete
            size="xs"
            aria-label="Page"
            placeholder="/path"
            data={[...new Set(pages)]}
            value={anchor.path ?? ''}
            onChange={(path) => onChange({ ...question, anchor: { direction, path } })}
          />
        ) : (
          <EventPicker
            label="Event of the anchor"
            hideLabel
            value={anchor.event}
            onChange={(event) => onChange({ ...question, anchor: { direction, event: event ?? '' } })}
          />
        )}
      </fieldset>
      <div className={classes.two}>
        <Select
          size="xs"
          label="Made of"
          data={[
            { value: 'both', label: 'Events and pages' },
            { value: 'events', label: 'Events' },
            { value: 'pages', label: 'Pages' },
          ]}
          value={question.nodes ?? 'both'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(
              withOption(
                question,
                'nodes',
                (['events', 'pages'] as const).find((nodes) => nodes === value),
              ),
            )
          }
        />
        <Select
          size="xs"
          label="Counts"
          data={[
            { value: 'session', label: 'Sessions' },
            { value: 'person', label: 'People' },
          ]}
          value={question.unit ?? 'session'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(withOption(question, 'unit', value === 'person' ? 'person' : undefined))
          }
        />
        <NumberInput
          size="xs"
          label="Steps"
          min={1}
          max={10}
          value={question.depth ?? 5}
          onChange={(value) => {
            const depth = Number(value)
            if (Number.isInteger(depth) && depth >= 1 && depth <= 10)
              onChange(withOption(question, 'depth', depth === 5 ? undefined : depth))
          }}
        />
        <NumberInput
          size="xs"
          label="Named a step"
          min={1}
          max={50}
          value={question.width ?? 10}
          onChange={(value) => {
            const width = Number(value)
            if (Number.isInteger(width) && width >= 1 && width <= 50)
              onChange(withOption(question, 'width', width === 10 ? undefined : width))
          }}
        />
      </div>
      <TagsInput
        size="xs"
        label="Without these events"
        data={names.map(({ event }) => event)}
        value={question.exclude ?? []}
        onChange={(exclude) =>
          onChange(withOption(question, 'exclude', exclude.length > 0 ? exclude : undefined))
        }
      />
    </>
  )
}
