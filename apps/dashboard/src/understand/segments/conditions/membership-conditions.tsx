import { Select, TextInput } from '@mantine/core'
import { identifierKinds } from '@throughline/contract/identifier'
import type { SegmentConditions } from '@throughline/contract/segment-rule'
import { identifierWords } from '../rule-words.ts'
import { SegmentSelect } from '../segment-select.tsx'

interface Editor<K extends keyof SegmentConditions> {
  readonly value: SegmentConditions[K]
  readonly onChange: (value: SegmentConditions[K]) => void
}

/** Whether an identifier of a kind is known. */
export function IdentifierCondition({ value, onChange }: Editor<'identifier'>) {
  return (
    <>
      <YesNo
        label="Known or not"
        yes="have"
        no="have no"
        value={value.known}
        onChange={(known) => onChange({ ...value, known })}
      />
      <Select
        aria-label="Kind of identifier"
        data={identifierKinds.map((kind) => ({ value: kind, label: identifierWords[kind] }))}
        value={value.kind}
        onChange={(next) => {
          const kind = identifierKinds.find((one) => one === next)
          if (kind) onChange({ ...value, kind })
        }}
        allowDeselect={false}
        size="xs"
        w={150}
      />
    </>
  )
}

/** Membership of another segment. */
export function SegmentCondition(props: Editor<'segment'> & { self: string | undefined }) {
  const { value, onChange } = props
  return (
    <>
      <YesNo
        label="In it or not"
        yes="are in"
        no="are not in"
        value={value.member}
        onChange={(member) => onChange({ ...value, member })}
      />
      <SegmentSelect
        label="Segment"
        none="Choose a segment"
        value={value.id === '' ? undefined : value.id}
        onChange={(id) => onChange({ ...value, id: id ?? '' })}
        without={props.self}
      />
    </>
  )
}

/** Membership of a company or household. */
export function GroupCondition({ value, onChange }: Editor<'group'>) {
  return (
    <>
      <YesNo
        label="Member or not"
        yes="belong to"
        no="do not belong to"
        value={value.member}
        onChange={(member) => onChange({ ...value, member })}
      />
      <TextInput
        aria-label="ID of the company or household; empty for any"
        placeholder="any company or household"
        value={value.id ?? ''}
        onChange={(event) => {
          const id = event.target.value
          onChange({ member: value.member, ...(id === '' ? {} : { id }) })
        }}
        maxLength={600}
        size="xs"
        w={210}
      />
    </>
  )
}

function YesNo(props: {
  label: string
  yes: string
  no: string
  value: boolean
  onChange: (value: boolean) => void
}) {
  return (
    <Select
      aria-label={props.label}
      data={[
        { value: 'yes', label: props.yes },
        { value: 'no', label: props.no },
      ]}
      value={props.value ? 'yes' : 'no'}
      onChange={(value) => props.onChange(value === 'yes')}
      allowDeselect={false}
      size="xs"
      w={140}
    />
  )
}
