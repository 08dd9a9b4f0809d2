import type { Profile } from '@throughline/contract/people'
import { formatMonth } from '../../format/date.ts'
import { formatCount, formatExactMoney } from '../../format/number.ts'
import { profileName } from './person-name.ts'

/** Who it is and what they brought: `Ada Example has ordered 4 times since March, €312.40 in all.` */
export function PersonSentence(props: { profile: Profile; timezone: string; now: number }) {
  return <>{personSentence(props.profile, props.timezone, props.now)}</>
}

/** The sentence as text. Money that came back is told as it is: €0.00. */
export function personSentence(profile: Profile, timezone: string, now: number): string {
  const name = profileName(profile)
  const since = `since ${formatMonth(profile.firstSeen, timezone, now)}`
  const orders = profile.revenue.reduce((sum, revenue) => sum + revenue.orders, 0)
  if (profile.eventCount === 0) return `${name} has no events of their own.`
  if (orders === 0) return `${name} has been coming ${since} and has bought nothing yet.`
  const times = orders === 1 ? 'once' : formatCount(orders, 'time')
  const money = profile.revenue
    .filter((revenue) => revenue.orders > 0)
    .map(({ currency, total }) => formatExactMoney(total, currency))
  return `${name} has ordered ${times} ${since}, ${listed(money)} in all.`
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
