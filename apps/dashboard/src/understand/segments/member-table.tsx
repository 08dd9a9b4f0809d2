import { Link } from '@tanstack/react-router'
import type { SegmentMember } from '@throughline/contract/segments'
import { formatAgo } from '../../format/date.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { personName } from '../people/person-name.ts'
import { identifierWords } from './rule-words.ts'
import classes from './segments.module.css'

/** People by their best-known identifier, each with the way to their profile. */
export function MemberTable(props: {
  members: readonly SegmentMember[]
  caption: string
  /** Only the name and when they were last seen. */
  compact?: boolean
  action?: (member: SegmentMember) => React.ReactNode
}) {
  const { members, compact, action } = props
  return (
    <DataTable
      caption={props.caption}
      rows={members}
      rowKey={({ profileId }) => profileId}
      exportable={false}
      {...(compact ? { maxHeight: '420px' } : {})}
      columns={[
        {
          key: 'person',
          header: 'Person',
          value: memberName,
          cell: (member) => (
            <Link to={profilePath(member)} className={classes.person ?? ''}>
              {memberName(member)}
            </Link>
          ),
        },
        ...(compact
          ? []
          : [
              {
                key: 'identifiers',
                header: 'Known by',
                value: ({ identifiers }: SegmentMember) =>
                  identifiers.map(({ kind }) => identifierWords[kind]).join(', '),
              },
            ]),
        {
          key: 'seen',
          header: 'Last seen',
          align: 'right',
          value: ({ lastSeen }) => lastSeen,
          cell: ({ lastSeen }) => formatAgo(lastSeen, Date.now()),
        },
        ...(action
          ? [
              {
                key: 'action',
                header: 'Actions',
                sortable: false,
                align: 'right' as const,
                value: () => null,
                cell: action,
              },
            ]
          : []),
      ]}
    />
  )
}

/** What a person is called where only identifiers are known: the e-mail first, it is what people recognise. */
export function memberName({ identifiers, profileId }: SegmentMember): string {
  const email = identifiers.find(({ kind }) => kind === 'email')?.value ?? null
  return personName({ profileId, name: null, email, identifiers })
}

/** Profiles are a page of their own room's making, found by the profile's id. */
function profilePath({ profileId }: SegmentMember): string {
  return `/people/${encodeURIComponent(profileId)}`
}
