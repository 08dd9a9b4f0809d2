import { Autocomplete, Select, TextInput } from '@mantine/core'
import type { Operator } from '@throughline/contract/filter'
import { type FlagCondition, type FlagOperator, flagOperators } from '@throughline/contract/flag-rules'
import { ConditionBox } from '../../../ui/filter/condition-box.tsx'
import { useProperties } from '../../../ui/filter/filter-editor.tsx'
import { FilterValue } from '../../../ui/filter/filter-value.tsx'
import { operatorWords } from '../../../ui/filter/operator-words.ts'
import { SegmentSelect } from '../../../understand/segments/segment-select.tsx'
import { flagOperatorLabels } from '../flag-words.ts'
import classes from './rules.module.css'
import { isFinished } from './settings-draft.ts'

/** What the server reads of browsers, then what clients usually send. Others can be typed. */
const usual = [
  'device.type',
  'browser.name',
  'browser.version',
  'os.name',
  'os.version',
  'language',
  'country',
  'plan',
  'appVersion',
  'userId',
  'sessionId',
  'groupId',
  'targetingKey',
]

/** One condition on who asks: an attribute of the context, a trait, or a segment. */
export function ConditionRow(props: {
  condition: FlagCondition
  /** Another one stands above it. */
  joins: boolean
  onChange: (condition: FlagCondition) => void
  onRemove: () => void
}) {
  const { condition, onChange } = props
  const { attribute } = condition
  const known = useProperties().filter(({ kind }) => kind === 'person')
  const examples = known.find(({ property }) => property === attribute)?.examples ?? []
  const isSegment = attribute === 'segment'
  const setAttribute = (name: string): void => {
    if (name === 'segment') onChange({ attribute: name, operator: 'in', value: [] })
    else if (isSegment) onChange({ attribute: name, operator: 'equals', value: '' })
    else onChange({ ...condition, attribute: name })
  }
  return (
    <ConditionBox
      label={`Condition on ${attribute || 'nothing yet'}`}
      finished={isFinished(condition)}
      removing={`Remove the condition on ${attribute || 'nothing yet'}`}
      onRemove={props.onRemove}
    >
      <span className={classes.joint}>{props.joins ? 'and' : 'if'}</span>
      <Autocomplete
        aria-label="Attribute"
        placeholder="Attribute"
        data={[
          { group: 'Of the visit', items: usual },
          { group: 'Of the person', items: ['segment', ...new Set(known.map(({ property }) => property))] },
        ]}
        value={attribute}
        onChange={setAttribute}
        maxLength={200}
        limit={60}
        size="xs"
        w={170}
      />
      {isSegment ? (
        <Segments condition={condition} onChange={onChange} />
      ) : (
        <Comparison condition={condition} examples={examples} onChange={onChange} />
      )}
    </ConditionBox>
  )
}

function Segments({
  condition,
  onChange,
}: {
  condition: FlagCondition
  onChange: (next: FlagCondition) => void
}) {
  const { operator, value } = condition
  const ids = Array.isArray(value) ? value.map(String) : []
  const replace = (id: string, next: string | undefined): void => {
    const all = id === '' ? [...ids, next ?? ''] : ids.map((one) => (one === id ? (next ?? '') : one))
    onChange({ ...condition, value: [...new Set(all)].filter((one) => one !== '') })
  }
  return (
    <>
      <Select
        aria-label="In it or not"
        data={[
          { value: 'in', label: 'is one of' },
          { value: 'notIn', label: 'is none of' },
        ]}
        value={operator === 'notIn' ? 'notIn' : 'in'}
        onChange={(next) => onChange({ ...condition, operator: next === 'notIn' ? 'notIn' : 'in' })}
        allowDeselect={false}
        size="xs"
        w={120}
      />
      {[...ids, ''].map((id) => (
        <div key={id} className={classes.segment}>
          <SegmentSelect
            label={id === '' ? 'Segment' : 'Segment, or none in its place'}
            none={id !== '' ? 'Take it off' : ids.length === 0 ? 'Choose a segment' : 'or …'}
            value={id === '' ? undefined : id}
            onChange={(next) => replace(id, next)}
          />
        </div>
      ))}
    </>
  )
}

function Comparison(props: {
  condition: FlagCondition
  examples: readonly string[]
  onChange: (next: FlagCondition) => void
}) {
  const { condition, onChange } = props
  const { attribute, operator, value } = condition
  const setOperator = (name: string | null): void => {
    const next = flagOperators.find((one) => one === name)
    if (!next) return
    const isSame = shapeOf(next) === shapeOf(operator) && value !== undefined
    onChange(isSame ? { attribute, operator: next, value } : { attribute, operator: next })
  }
  return (
    <>
      <Select
        aria-label="Operator"
        data={flagOperators.map((one) => ({ value: one, label: flagOperatorLabels[one] }))}
        value={operator}
        onChange={setOperator}
        allowDeselect={false}
        size="xs"
        w={180}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
      />
      <div className={classes.grow}>
        {isOfFilter(operator) ? (
          <FilterValue
            filter={{ property: attribute, operator, ...(value === undefined ? {} : { value }) }}
            type="mixed"
            examples={props.examples}
            onChange={({ value: next }) =>
              onChange({ attribute, operator, ...(next === undefined ? {} : { value: next }) })
            }
          />
        ) : (
          <TextInput
            aria-label="Version"
            placeholder="2.4.0"
            value={typeof value === 'object' || value === undefined ? '' : String(value)}
            onChange={(event) => onChange({ attribute, operator, value: event.target.value })}
            size="xs"
          />
        )}
      </div>
    </>
  )
}

const isOfFilter = (operator: FlagOperator): operator is Operator => operator in operatorWords
const shapeOf = (operator: FlagOperator): string =>
  isOfFilter(operator) ? operatorWords[operator].value : 'version'
