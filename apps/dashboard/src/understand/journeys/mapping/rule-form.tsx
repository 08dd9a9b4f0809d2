import { Button, Select, TextInput } from '@mantine/core'
import { type StageMoment, type StageRule, stages } from '@throughline/contract/journey-mapping'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import { isComplete } from '../../../ui/filter/operator-words.ts'
import { stageWords } from '../journey-words.ts'
import classes from './mapping.module.css'
import { MomentForm } from './moment-form.tsx'

/** A rule's stage, label and conditions. All conditions that are given must hold. */
export function RuleForm(props: {
  rule: StageRule
  onChange: (rule: StageRule) => void
  onDone: () => void
}) {
  const { rule, onChange } = props
  const { event, path, where, moment, ...named } = rule
  const set = (next: {
    event?: string | undefined
    path?: string | undefined
    where?: StageRule['where'] | undefined
    moment?: StageMoment | undefined
  }): void => {
    const all = { event, path, where, moment, ...next }
    onChange({
      ...named,
      ...(all.event === undefined ? {} : { event: all.event }),
      ...(all.path === undefined || all.path === '' ? {} : { path: all.path }),
      ...(all.where === undefined || all.where.length === 0 ? {} : { where: all.where }),
      ...(all.moment === undefined || Object.keys(all.moment).length === 0 ? {} : { moment: all.moment }),
    })
  }
  return (
    <div className={classes.form}>
      <div className={classes.pair}>
        <Select
          label="Stage"
          data={stages.map((stage) => ({ value: stage, label: stageWords[stage].label }))}
          value={rule.stage}
          onChange={(value) => {
            const stage = stages.find((one) => one === value)
            if (stage) onChange({ ...rule, stage })
          }}
          allowDeselect={false}
        />
        <TextInput
          label="Touchpoint"
          placeholder="Product page"
          value={rule.touchpoint}
          onChange={(change) => onChange({ ...rule, touchpoint: change.target.value })}
          maxLength={100}
        />
      </div>
      <div className={classes.pair}>
        <EventPicker label="Event" value={event} onChange={(name) => set({ event: name })} withAny />
        <TextInput
          label="Page"
          placeholder="/products/*"
          value={path ?? ''}
          onChange={(change) => set({ path: change.target.value })}
          maxLength={500}
        />
      </div>
      <MomentForm moment={moment ?? {}} onChange={(next) => set({ moment: next })} />
      <div>
        <p className={classes.label}>Further conditions</p>
        <FilterEditor
          label={`Conditions of ${rule.touchpoint || 'the new rule'}`}
          filters={where ?? []}
          onChange={(next) => set({ where: next })}
          event={event}
        />
        {where?.every(isComplete) === false ? (
          <p className={classes.note} role="status">
            A condition without a value holds for no event.
          </p>
        ) : null}
      </div>
      <div>
        <Button variant="default" onClick={props.onDone}>
          Close the rule
        </Button>
      </div>
    </div>
  )
}
