import type { Finding } from '@throughline/contract/friction'
import { formatDate } from '../../../format/date.ts'
import { FindingExperiments } from '../../../prove/experiments/from-finding/finding-experiments.tsx'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import classes from './card.module.css'

/** What was done about it, with what became of it. Acts that aim at a finding attach here. */
export function ActsCard({ finding, timezone }: { finding: Finding; timezone: string }) {
  const others = finding.actions.filter(({ kind }) => kind !== 'experiment')
  return (
    <Card title="What was done">
      {others.length === 0 ? null : (
        <ul className={classes.acts}>
          {others.map(({ kind, id, title, at }) => (
            <li key={`${kind} ${id}`}>
              <Chip tone={kind === 'fix' ? 'gain' : 'thread'}>{kind}</Chip> {title}
              <small>{formatDate(at, timezone)}</small>
            </li>
          ))}
        </ul>
      )}
      <FindingExperiments finding={finding} />
    </Card>
  )
}
