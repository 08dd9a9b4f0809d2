import type { FrictionAnswer, WithheldReason } from '@throughline/contract/friction'
import { formatCount, formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import classes from '../friction.module.css'

/** Why something is not told, and what that means for who reads it. */
const reasons: Readonly<Record<WithheldReason, { readonly name: string; readonly means: string }>> = {
  too_few_sessions: {
    name: 'Too few sessions',
    means: 'Too few sessions met it to say what it costs. A longer period may tell.',
  },
  too_few_orders: {
    name: 'Too few orders',
    means: 'Too few people bought to carry a loss at the step to money. A longer period may tell.',
  },
  no_comparable_sessions: {
    name: 'Nobody to compare with',
    means: 'Those who met it differ from all others by more than could be made up for.',
  },
  everyone_affected: {
    name: 'Everyone meets it',
    means: 'Nearly every session at that place met it, so nobody shows how it would be without.',
  },
  not_significant: {
    name: 'Not more than chance',
    means: 'Those who met it went on about as often as comparable ones.',
  },
  explained_by_another: {
    name: 'Part of another',
    means: 'A finding above explains it; told again, its money would count twice.',
  },
  no_orders: { name: 'No orders', means: 'Without orders nothing can be said in money.' },
  no_revenue: {
    name: 'No revenue',
    means: 'It keeps people from going on, but orders told no money, so nothing can be said in it.',
  },
  no_sessions: { name: 'No sessions', means: 'Nobody came.' },
}

/** What was looked at and is not told: how many, and why. */
export function WithheldCard({ withheld, tried }: Pick<FrictionAnswer, 'withheld' | 'tried'>) {
  const rows = withheld.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  if (rows.length === 0) return null
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  return (
    <Card
      title="Looked at and not told"
      hint={`${formatCount(all, 'candidate')} · of all that was tried (${formatNumber(tried)} could be judged) at most 5 % of what is told may be false`}
    >
      <dl className={classes.withheld}>
        {rows.map(({ reason, count, examples }) => (
          <div key={reason}>
            <dt>
              <b data-figures>{formatNumber(count)}</b> {reasons[reason].name}
            </dt>
            <dd>
              {reasons[reason].means}
              {examples.length > 0 ? (
                <details>
                  <summary>
                    {examples.length < count ? `Some of them` : count === 1 ? 'Which one' : 'Which ones'}
                    <span className="visually-hidden">: {reasons[reason].name}</span>
                  </summary>
                  <ul>
                    {[...new Set(examples)].map((example) => (
                      <li key={example}>{example}</li>
                    ))}
                  </ul>
                </details>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
