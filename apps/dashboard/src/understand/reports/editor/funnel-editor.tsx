import { Button, NumberInput, Select } from '@mantine/core'
import type { FunnelQuestion } from '@throughline/contract/question'
import { Icon } from '../../../ui/icon.tsx'
import { BreakdownPart } from './breakdown-part.tsx'
import classes from './editor.module.css'
import { EventPart } from './event-part.tsx'
import { moved, replaced, without } from './list-edits.ts'
import { PartButtons } from './part-buttons.tsx'
import { WindowPart } from './window-part.tsx'
import { withOption } from './with-option.ts'

type Exclusion = NonNullable<FunnelQuestion['exclusions']>[number]

/** Steps in their order, what must not happen in between, how long it may take, and whom it counts. */
export function FunnelEditor(props: {
  question: FunnelQuestion
  onChange: (question: FunnelQuestion) => void
}) {
  const { question, onChange } = props
  const { steps, exclusions = [] } = question
  const setSteps = (next: FunnelQuestion['steps']): void => onChange({ ...question, steps: next })
  const setExclusions = (next: Exclusion[]): void =>
    onChange(withOption(question, 'exclusions', next.length > 0 ? next : undefined))
  return (
    <>
      <fieldset className={classes.group}>
        <legend>Steps</legend>
        <div>
          {steps.map((step, index) => (
            <EventPart
              // A step has no id of its own; it keeps its place while the others change.
              key={keyOf(steps.length, index)}
              label={`step ${index + 1}`}
              mark={String(index + 1)}
              choice={step}
              onChange={(next) => setSteps(replaced(steps, index, next))}
              buttons={
                <PartButtons
                  label={`step ${index + 1}`}
                  onUp={index > 0 ? () => setSteps(moved(steps, index, index - 1)) : undefined}
                  onRemove={steps.length > 2 ? () => setSteps(without(steps, index)) : undefined}
                />
              }
            />
          ))}
        </div>
        {steps.length < 20 ? (
          <div>
            <AddButton onClick={() => setSteps([...steps, { event: '' }])}>Add a step</AddButton>
          </div>
        ) : null}
      </fieldset>
      <WindowPart
        seconds={question.windowSeconds}
        onChange={(seconds) => onChange(withOption(question, 'windowSeconds', seconds))}
      />
      <div className={classes.two}>
        <Select
          size="xs"
          label="Order"
          data={[
            { value: 'ordered', label: 'In this order' },
            { value: 'strict', label: 'Nothing in between' },
            { value: 'unordered', label: 'Any order' },
          ]}
          value={question.order ?? 'ordered'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(
              withOption(
                question,
                'order',
                (['strict', 'unordered'] as const).find((order) => order === value),
              ),
            )
          }
        />
        <Select
          size="xs"
          label="Counts"
          data={[
            { value: 'person', label: 'People' },
            { value: 'session', label: 'Sessions' },
          ]}
          value={question.unit ?? 'person'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(withOption(question, 'unit', value === 'session' ? 'session' : undefined))
          }
        />
      </div>
      <BreakdownPart
        breakdown={question.breakdown}
        event={steps[0]?.event}
        onChange={(breakdown) => onChange(withOption(question, 'breakdown', breakdown))}
      />
      <fieldset className={classes.group}>
        <legend>Leave out whoever did</legend>
        {exclusions.map((exclusion, index) => (
          <EventPart
            key={keyOf(exclusions.length, index)}
            label={`exclusion ${index + 1}`}
            mark="×"
            choice={exclusion}
            withAny={false}
            onChange={(next) => setExclusions(replaced(exclusions, index, next))}
            buttons={
              <PartButtons
                label={`exclusion ${index + 1}`}
                onRemove={() => setExclusions(without(exclusions, index))}
              />
            }
          >
            <div className={classes.two}>
              <NumberInput
                size="xs"
                label="After step"
                min={1}
                max={steps.length - 1}
                value={exclusion.afterStep}
                onChange={(value) => {
                  const afterStep = Number(value) || 1
                  const beforeStep = Math.max(exclusion.beforeStep, afterStep + 1)
                  setExclusions(replaced(exclusions, index, { ...exclusion, afterStep, beforeStep }))
                }}
              />
              <NumberInput
                size="xs"
                label="Before step"
                min={exclusion.afterStep + 1}
                max={steps.length}
                value={exclusion.beforeStep}
                onChange={(value) =>
                  setExclusions(
                    replaced(exclusions, index, { ...exclusion, beforeStep: Number(value) || steps.length }),
                  )
                }
              />
            </div>
          </EventPart>
        ))}
        {exclusions.length < 10 ? (
          <div>
            <AddButton
              onClick={() =>
                setExclusions([...exclusions, { event: '', afterStep: 1, beforeStep: steps.length }])
              }
            >
              Add an exclusion
            </AddButton>
          </div>
        ) : null}
      </fieldset>
    </>
  )
}

function AddButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<Icon name="plus" size={13} />} onClick={onClick}>
      {children}
    </Button>
  )
}

const keyOf = (length: number, place: number): string => `${length}-${place}`
