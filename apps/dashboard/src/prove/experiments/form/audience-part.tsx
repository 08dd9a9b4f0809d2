import { Button } from '@mantine/core'
import type { FlagCondition } from '@throughline/contract/flag-rules'
import { ConditionRow } from '../../../act/flags/rules/condition-row.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from './form.module.css'

/** Conditions on who takes part; all of them must hold. */
export function AudiencePart(props: {
  audience: readonly FlagCondition[]
  onChange: (audience: readonly FlagCondition[]) => void
}) {
  const { audience, onChange } = props
  return (
    <fieldset className={classes.conditions}>
      <legend className="visually-hidden">Conditions of the audience</legend>
      {keyed(audience).map(({ key, condition }, index) => (
        <ConditionRow
          key={key}
          condition={condition}
          joins={index > 0}
          onChange={(next) => onChange(audience.map((old, place) => (place === index ? next : old)))}
          onRemove={() => onChange(audience.filter((_, place) => place !== index))}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={13} />}
          onClick={() => onChange([...audience, { attribute: '', operator: 'equals', value: '' }])}
        >
          Add a condition
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={13} />}
          onClick={() => onChange([...audience, { attribute: 'segment', operator: 'in', value: [] }])}
        >
          Only a segment
        </Button>
      </div>
    </fieldset>
  )
}

/** Conditions have no id of their own; one keeps its place while its neighbours change. */
function keyed(audience: readonly FlagCondition[]): { key: string; condition: FlagCondition }[] {
  return audience.map((condition, place) => ({ key: `${audience.length}-${place}`, condition }))
}
