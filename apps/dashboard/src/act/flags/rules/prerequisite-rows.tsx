import { Button, Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getFlag, listFlags } from '@throughline/contract/flags'
import { query } from '../../../api.ts'
import { ConditionBox } from '../../../ui/filter/condition-box.tsx'
import { Icon } from '../../../ui/icon.tsx'
import flagClasses from '../flags.module.css'
import classes from './rules.module.css'
import { newPrerequisite, type PrerequisiteDraft } from './settings-draft.ts'

/** Other flags that must serve certain variations first. */
export function PrerequisiteRows(props: {
  /** The flag that is edited: it cannot need itself. */
  flag: string
  prerequisites: readonly PrerequisiteDraft[]
  onChange: (prerequisites: readonly PrerequisiteDraft[]) => void
}) {
  const { prerequisites, onChange } = props
  const flags = useQuery(query(listFlags, { query: {} })).data?.flags ?? []
  const keys = flags.map(({ key }) => key).filter((key) => key !== props.flag)
  if (prerequisites.length === 0 && keys.length === 0) return null
  return (
    <div className={classes.prerequisites}>
      {prerequisites.map((one, at) => (
        <PrerequisiteRow
          key={one.key}
          keys={[...new Set([...keys, ...(one.flag === '' ? [] : [one.flag])])]}
          prerequisite={one}
          onChange={(next) => onChange(prerequisites.with(at, next))}
          onRemove={() => onChange(prerequisites.toSpliced(at, 1))}
        />
      ))}
      {prerequisites.length === 0 ? null : (
        <p className={flagClasses.note}>
          Who gets anything else there gets what is served while this is off.
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="plus" size={13} />}
        onClick={() => onChange([...prerequisites, newPrerequisite()])}
      >
        Needs another flag first
      </Button>
    </div>
  )
}

function PrerequisiteRow(props: {
  keys: readonly string[]
  prerequisite: PrerequisiteDraft
  onChange: (prerequisite: PrerequisiteDraft) => void
  onRemove: () => void
}) {
  const { prerequisite, onChange } = props
  const { flag, variations } = prerequisite
  const needed = useQuery({ ...query(getFlag, { params: { key: flag } }), enabled: flag !== '' })
  return (
    <ConditionBox
      label="A flag that is needed first"
      finished={flag !== '' && variations.length > 0}
      removing={`Remove the need of ${flag || 'another flag'}`}
      onRemove={props.onRemove}
    >
      <span>Only where</span>
      <Select
        aria-label="Flag that is needed first"
        placeholder="Choose a flag"
        data={[...props.keys]}
        value={flag === '' ? null : flag}
        onChange={(key) => onChange({ ...prerequisite, flag: key ?? '', variations: [] })}
        searchable
        nothingFoundMessage="No flag is called so"
        size="xs"
        w={200}
      />
      <span>serves</span>
      <div className={classes.grow}>
        <TagsInput
          aria-label="One of these variations"
          placeholder={variations.length === 0 ? 'One of its variations' : ''}
          data={needed.data?.variations.map(({ key }) => key) ?? []}
          value={[...variations]}
          onChange={(next) => onChange({ ...prerequisite, variations: next })}
          size="xs"
        />
      </div>
    </ConditionBox>
  )
}
