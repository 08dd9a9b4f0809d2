import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import type { TrendQuestion } from '@throughline/contract/question'
import { measures } from '@throughline/contract/reports'
import { PropertyPicker, useProperties } from '../../../ui/filter/filter-editor.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { letterOf } from '../question/missing-parts.ts'
import { measureWords } from '../question/question-words.ts'
import { BreakdownPart } from './breakdown-part.tsx'
import classes from './editor.module.css'
import { EventPart } from './event-part.tsx'
import { replaced, without } from './list-edits.ts'
import { PartButtons } from './part-buttons.tsx'
import { withOption } from './with-option.ts'

type Series = TrendQuestion['series'][number]

/** Series, how each is measured, a formula over them, and how they are drawn. */
export function TrendEditor(props: { question: TrendQuestion; onChange: (question: TrendQuestion) => void }) {
  const { question, onChange } = props
  const { series } = question
  const setSeries = (next: Series[]): void => onChange({ ...question, series: next })
  return (
    <>
      <fieldset className={classes.group}>
        <legend>Series</legend>
        <div>
          {series.map((one, index) => (
            <SeriesPart
              key={`${series.length}-${letterOf(index)}`}
              letter={letterOf(index)}
              series={one}
              onChange={(next) => setSeries(replaced(series, index, next))}
              onRemove={series.length > 1 ? () => setSeries(without(series, index)) : undefined}
            />
          ))}
        </div>
        {series.length < 10 ? (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Icon name="plus" size={13} />}
              onClick={() => setSeries([...series, { event: '', measure: 'count' }])}
            >
              Add a series
            </Button>
          </div>
        ) : null}
      </fieldset>
      {series.length > 1 || question.formula ? (
        <TextInput
          size="xs"
          label="Formula"
          description="Arithmetic over the series, such as B / A * 100"
          value={question.formula ?? ''}
          onChange={(event) => onChange(withOption(question, 'formula', event.target.value || undefined))}
        />
      ) : null}
      <BreakdownPart
        breakdown={question.breakdown}
        event={series[0]?.event}
        onChange={(breakdown) => onChange(withOption(question, 'breakdown', breakdown))}
      />
      <div className={classes.two}>
        <Select
          size="xs"
          label="By"
          data={[
            { value: 'auto', label: 'As fits the period' },
            { value: 'hour', label: 'Hour' },
            { value: 'day', label: 'Day' },
            { value: 'week', label: 'Week' },
            { value: 'month', label: 'Month' },
          ]}
          value={question.interval ?? 'auto'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(
              withOption(
                question,
                'interval',
                (['hour', 'day', 'week', 'month'] as const).find((interval) => interval === value),
              ),
            )
          }
        />
        <SegmentedControl
          size="xs"
          aria-label="Drawn as"
          data={[
            { value: 'lines', label: 'Lines' },
            { value: 'bars', label: 'Bars' },
          ]}
          value={question.chart ?? 'lines'}
          onChange={(value) => onChange(withOption(question, 'chart', value === 'bars' ? 'bars' : undefined))}
        />
      </div>
      <Checkbox
        size="xs"
        label="Compare with the period before"
        checked={question.compare === 'previous'}
        onChange={(event) =>
          onChange(withOption(question, 'compare', event.currentTarget.checked ? 'previous' : undefined))
        }
      />
    </>
  )
}

function SeriesPart(props: {
  letter: string
  series: Series
  onChange: (series: Series) => void
  onRemove: (() => void) | undefined
}) {
  const { letter, series, onChange } = props
  const known = useProperties(series.event)
  const countsAlone = series.measure === 'count' || series.measure === 'people'
  return (
    <EventPart
      label={`series ${letter}`}
      mark={letter}
      choice={series}
      onChange={onChange}
      buttons={<PartButtons label={`series ${letter}`} onRemove={props.onRemove} />}
    >
      <div className={classes.two}>
        <Select
          size="xs"
          aria-label={`Measure of series ${letter}`}
          data={measures.map((measure) => ({ value: measure, label: measureWords[measure] }))}
          value={series.measure}
          allowDeselect={false}
          onChange={(value) => {
            const measure = measures.find((one) => one === value)
            if (measure) onChange({ ...series, measure })
          }}
        />
        {countsAlone ? (
          <span />
        ) : (
          <PropertyPicker
            label={`Property of series ${letter}`}
            hideLabel
            value={series.property ?? ''}
            known={known}
            onChange={(property) => onChange(withOption(series, 'property', property || undefined))}
          />
        )}
      </div>
    </EventPart>
  )
}
