import { Button } from '@mantine/core'
import type { Finding, FindingDetail } from '@throughline/contract/friction'
import { useState } from 'react'
import { formatNumber, formatRoughShare } from '../../../format/number.ts'
import { BarRow } from '../../../ui/bar-row.tsx'
import { Card } from '../../../ui/card.tsx'
import { useSegmentList } from '../../segments/use-segments.ts'
import { fieldName, groupValue } from '../finding-words.ts'
import classes from './card.module.css'

type Group = FindingDetail['hit'][number]

/** Fields, and values of each, that are shown at once. */
const fieldsAtFirst = 4
const shownAtFirst = 4

/** Who is hit and who is not: of each group’s sessions at the place, the share that met it. */
export function HitCard({ hit, finding }: { hit: readonly Group[]; finding: Finding }) {
  const [all, setAll] = useState(false)
  if (hit.length === 0) return null
  if (hit.every(({ rows }) => rows.every(({ share }) => share === 1))) {
    return (
      <Card title="Who is hit, and who is not">
        <p className={classes.nothing}>Everyone who came to the place while it lasted: no group is spared.</p>
      </Card>
    )
  }
  // What explains it comes first, then what tells groups apart most.
  const groups = hit.toSorted(
    (a, b) => Number(b.field in finding.who) - Number(a.field in finding.who) || spreadOf(b) - spreadOf(a),
  )
  const shown = all || groups.length <= fieldsAtFirst + 1 ? groups : groups.slice(0, fieldsAtFirst)
  return (
    <Card title="Who is hit, and who is not" hint="Of a group’s sessions at the place, those that met it">
      {shown.map((group) => (
        <HitGroup key={group.field} group={group} />
      ))}
      {shown.length < groups.length ? (
        <Button variant="default" mt={12} onClick={() => setAll(true)}>
          Show {groups.length - shown.length} more ways to look at it
        </Button>
      ) : null}
    </Card>
  )
}

/** How far the groups of a field lie apart. */
function spreadOf({ rows }: Group): number {
  const shares = rows.map(({ share }) => share)
  return Math.max(...shares) - Math.min(...shares)
}

function HitGroup({ group }: { group: Group }) {
  const [all, setAll] = useState(false)
  const segments = useSegmentList()
  const nameOf = (value: string): string =>
    groupValue(group.field, value, (id) => segments?.find((segment) => segment.id === id)?.name ?? id)
  const rows = group.rows.toSorted((a, b) => b.share - a.share || b.of - a.of)
  const shown = all || rows.length <= shownAtFirst + 1 ? rows : rows.slice(0, shownAtFirst)
  return (
    <section className={classes.group}>
      <h3>{fieldName(group.field)}</h3>
      {shown.map(({ name, share, affected, of }) => (
        <BarRow
          key={name}
          label={nameOf(name)}
          value={share}
          max={1}
          tone={share > 0 ? 'loss' : 'thread'}
          text={formatRoughShare(share)}
          note={`${formatNumber(affected)} of ${formatNumber(of)}`}
        />
      ))}
      {shown.length < rows.length ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
          Show all {rows.length}
          <span className="visually-hidden"> of {fieldName(group.field)}</span>
        </Button>
      ) : null}
    </section>
  )
}
