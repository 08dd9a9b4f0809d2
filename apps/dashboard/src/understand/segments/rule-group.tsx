import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { segmentMatches } from '@throughline/contract/segment-rule'
import { Icon } from '../../ui/icon.tsx'
import { ConditionEditor } from './conditions/condition-editor.tsx'
import {
  type ConditionKind,
  deepestGroup,
  emptyGroup,
  type GroupDraft,
  isGroup,
  newCondition,
  type RuleDraft,
} from './rule-draft.ts'
import { conditionLabels, matchWords } from './rule-words.ts'
import classes from './segments.module.css'

const kinds = Object.keys(conditionLabels).filter((kind): kind is ConditionKind => kind in conditionLabels)

/** A combination of conditions and, down to a depth, of further combinations. */
export function RuleGroup(props: {
  group: GroupDraft
  onChange: (group: GroupDraft) => void
  /** 1 for the outermost, which cannot be removed. */
  depth: number
  onRemove?: () => void
  /** The segment that is edited: it cannot refer to itself. */
  self?: string | undefined
}) {
  const { group, onChange, depth } = props
  const replace = (at: number, draft: RuleDraft): void =>
    onChange({ ...group, rules: group.rules.with(at, draft) })
  const remove = (at: number): void => onChange({ ...group, rules: group.rules.toSpliced(at, 1) })
  const add = (draft: RuleDraft): void => onChange({ ...group, rules: [...group.rules, draft] })
  return (
    <fieldset className={classes.group} data-nested={depth > 1 || undefined}>
      <legend className="visually-hidden">
        {depth === 1 ? 'Conditions of the segment' : 'Group of conditions'}
      </legend>
      <div className={classes.match}>
        People for whom
        <Select
          aria-label="How many of the conditions must hold"
          data={segmentMatches.map((match) => ({ value: match, label: matchWords[match] }))}
          value={group.match}
          onChange={(value) => {
            const match = segmentMatches.find((one) => one === value)
            if (match) onChange({ ...group, match })
          }}
          allowDeselect={false}
          size="xs"
          w={140}
        />
        {group.match === 'all' ? 'hold' : 'holds'}
        {props.onRemove ? (
          <ActionIcon aria-label="Remove the group" onClick={props.onRemove} ml="auto">
            <Icon name="close" size={14} />
          </ActionIcon>
        ) : null}
      </div>
      {group.rules.map((draft, at) =>
        isGroup(draft) ? (
          <RuleGroup
            key={draft.key}
            group={draft}
            depth={depth + 1}
            onChange={(next) => replace(at, next)}
            onRemove={() => remove(at)}
            self={props.self}
          />
        ) : (
          <ConditionEditor
            key={draft.key}
            condition={draft.condition}
            onChange={(condition) => replace(at, { ...draft, condition })}
            onRemove={() => remove(at)}
            self={props.self}
          />
        ),
      )}
      <div className={classes.adders}>
        <Menu position="bottom-start" width={290}>
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" leftSection={<Icon name="plus" size={13} />}>
              Add a condition
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => add(newCondition(kind))}>
                {conditionLabels[kind]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {depth < deepestGroup ? (
          <Button variant="subtle" size="compact-sm" onClick={() => add(emptyGroup())}>
            Add a group
          </Button>
        ) : null}
      </div>
    </fieldset>
  )
}
