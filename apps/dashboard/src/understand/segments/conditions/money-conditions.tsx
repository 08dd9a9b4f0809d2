import { NumberInput, Select, TextInput } from '@mantine/core'
import { comparisons, type SegmentConditions } from '@throughline/contract/segment-rule'
import { comparisonWords } from '../rule-words.ts'
import { CountEditor } from './count-editor.tsx'
import { PeriodEditor } from './period-editor.tsx'

interface Editor<K extends keyof SegmentConditions> {
  readonly value: SegmentConditions[K]
  readonly onChange: (value: SegmentConditions[K]) => void
}

const limits = [
  { value: 'atMost', label: comparisonWords.atMost },
  { value: 'atLeast', label: comparisonWords.atLeast },
]

const limitOf = (value: string | null): 'atMost' | 'atLeast' => (value === 'atMost' ? 'atMost' : 'atLeast')

/** How long ago the last event or order was. */
export function RecencyCondition({ value, onChange }: Editor<'recency'>) {
  return (
    <>
      <Select
        aria-label="Last what"
        data={[
          { value: 'event', label: 'were last here' },
          { value: 'order', label: 'last ordered' },
        ]}
        value={value.of}
        onChange={(of) => onChange({ ...value, of: of === 'order' ? 'order' : 'event' })}
        allowDeselect={false}
        size="xs"
        w={132}
      />
      <Select
        aria-label="Comparison"
        data={limits}
        value={value.comparison}
        onChange={(next) => onChange({ ...value, comparison: limitOf(next) })}
        allowDeselect={false}
        size="xs"
        w={96}
      />
      <NumberInput
        aria-label="Days ago"
        value={value.days}
        onChange={(days) => onChange({ ...value, days: Math.max(0, Math.min(3650, Number(days) || 0)) })}
        min={0}
        max={3650}
        size="xs"
        w={76}
      />
      <span>days ago</span>
    </>
  )
}

/** Frequency: distinct orders without the cancelled. */
export function OrdersCondition({ value, onChange }: Editor<'orders'>) {
  return (
    <>
      <span>made</span>
      <CountEditor count={value.count} onChange={(count) => onChange({ ...value, count })} unit="orders" />
      <PeriodEditor
        period={value.period}
        onChange={(period) => onChange({ count: value.count, ...(period === undefined ? {} : { period }) })}
      />
    </>
  )
}

/** Money in one currency, net of refunds. */
export function RevenueCondition({ value, onChange }: Editor<'revenue'>) {
  const { period, ...rest } = value
  const kept = period === undefined ? {} : { period }
  return (
    <>
      <span>spent</span>
      <Select
        aria-label="Comparison"
        data={limits}
        value={value.comparison}
        onChange={(next) => onChange({ ...value, comparison: limitOf(next) })}
        allowDeselect={false}
        size="xs"
        w={96}
      />
      <NumberInput
        aria-label="Amount"
        value={value.amount}
        onChange={(amount) => onChange({ ...rest, ...kept, amount: Number(amount) || 0 })}
        size="xs"
        w={90}
      />
      <TextInput
        aria-label="Currency, three letters"
        value={value.currency}
        onChange={(event) => onChange({ ...value, currency: event.target.value.toUpperCase().slice(0, 3) })}
        error={!/^[A-Z]{3}$/.test(value.currency)}
        size="xs"
        w={62}
      />
      <PeriodEditor
        period={period}
        onChange={(next) => onChange({ ...rest, ...(next === undefined ? {} : { period: next }) })}
      />
    </>
  )
}

/** The fifth of all buyers that a person is in; 5 is the best. */
export function ScoreCondition({ value, onChange }: Editor<'score'>) {
  return (
    <>
      <Select
        aria-label="Score of"
        data={[
          { value: 'recency', label: 'recency score' },
          { value: 'frequency', label: 'frequency score' },
          { value: 'money', label: 'money score' },
        ]}
        value={value.of}
        onChange={(of) => onChange({ ...value, of: of === 'recency' || of === 'frequency' ? of : 'money' })}
        allowDeselect={false}
        size="xs"
        w={136}
      />
      <Select
        aria-label="Comparison"
        data={comparisons.map((one) => ({ value: one, label: comparisonWords[one] }))}
        value={value.comparison}
        onChange={(next) => {
          const comparison = comparisons.find((one) => one === next)
          if (comparison) onChange({ ...value, comparison })
        }}
        allowDeselect={false}
        size="xs"
        w={96}
      />
      <NumberInput
        aria-label="Score from 1 to 5"
        value={value.score}
        onChange={(score) =>
          onChange({ ...value, score: Math.max(1, Math.min(5, Math.round(Number(score)) || 1)) })
        }
        min={1}
        max={5}
        size="xs"
        w={62}
      />
      <span>of 5 among buyers</span>
    </>
  )
}
