import { Link } from '@tanstack/react-router'
import type { Finding } from '@throughline/contract/friction'
import { formatCount, formatRoughMoney } from '../../../format/number.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Loss, PageTitle } from '../../../ui/page-title.tsx'
import { signalInSentence, sinceWords } from '../finding-words.ts'
import { FindingChips } from '../list/finding-chips.tsx'
import classes from './card.module.css'
import { FindingActions } from './finding-actions.tsx'

/** The finding as one sentence with its interval, and what can be done about it. */
export function FindingTitle(props: { finding: Finding; currency: string; timezone: string }) {
  const { finding, currency, timezone } = props
  const { moneyAtRisk, sessions, conversion, where, when, owner, reason, mark } = finding
  const money = (value: number): string => formatRoughMoney(value, currency)
  const since = when.beganInPeriod || when.endedInPeriod ? ` ${spoken(sinceWords(when, timezone))}` : ''
  return (
    <>
      <PageTitle
        above={
          <span className={classes.above}>
            <Link to="/friction">Friction</Link> / {where.step}
            <FindingChips finding={finding} withStep={false} />
            <Chip>owner: {owner ?? 'nobody yet'}</Chip>
          </span>
        }
        sub={
          <>
            Of 100 affected sessions {of100(conversion.affected)} went on to {conversion.next}; without it,{' '}
            {of100(conversion.comparable)} would have. <Met finding={finding} />
            {mark === 'ignored' && reason !== null ? <> Ignored because: “{reason}”</> : null}
          </>
        }
      >
        {finding.title}
        {since}: {formatCount(sessions.affected, 'session')}, <Loss>{money(moneyAtRisk.estimate)}</Loss> in
        this period, between {money(moneyAtRisk.low)} and {money(moneyAtRisk.high)}.
      </PageTitle>
      <FindingActions finding={finding} />
    </>
  )
}

/** How it was met, and where. */
function Met({ finding: { signal, where } }: { finding: Finding }) {
  return (
    <>
      {signal === 'step_dropped'
        ? 'No signal tells it: fewer get past this step than before and than others'
        : `It shows as ${signalInSentence(signal)}`}
      {where.detail === undefined ? null : (
        <>
          {' '}
          (<code>{where.detail}</code>)
        </>
      )}
      {where.element === null ? null : (
        <>
          {' '}
          on <code>{where.element}</code>
        </>
      )}
      {where.path === null ? null : (
        <>
          {' '}
          at <code>{where.path}</code>
        </>
      )}
      .
    </>
  )
}

/** Keeps the line from ending within a range. */
const noBreak = '\u2060'

/** A range of days as a sentence says it: `on 9–12 April`, `from 28 March to 2 April`. */
function spoken(since: string): string {
  const [first, last] = since.split(/\s–\s/)
  if (last !== undefined) return `from ${first} to ${last}`
  return /^\d/.test(since) ? `on ${since.replace('–', `${noBreak}–${noBreak}`)}` : since
}

const of100 = (share: number): string => String(Math.round(100 * share))
