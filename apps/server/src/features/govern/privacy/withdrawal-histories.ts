import fc from 'fast-check'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { eventRow } from '../../../testing/event-rows.ts'

/** Something that happens in a random history. Each visitor id is of one user, so that nobody's identity is in doubt. */
export interface Happening {
  readonly does: 'browse' | 'order' | 'identify' | 'consent'
  readonly user: string | undefined
  readonly visitor: string | undefined
  readonly ts: number
  readonly id: string
  /** Of a consent event: what it says. Of browsing: the consent that it carries itself. */
  readonly analytics: boolean | undefined
}

const visitorsOf = { u1: ['a1', 'a2'], u2: ['b1'] } as const

const who = fc.constantFrom(
  ...Object.entries(visitorsOf).flatMap(([user, visitors]) =>
    visitors.flatMap((visitor) => [
      { user: undefined, visitor },
      { user, visitor },
      { user, visitor: undefined },
    ]),
  ),
)

const happening = fc.tuple(
  who,
  fc.record({
    does: fc.constantFrom('browse' as const, 'browse' as const, 'order' as const, 'consent' as const),
    ts: fc.integer({ min: 1, max: 6 }),
    said: fc.boolean(),
    carries: fc.constantFrom(true, undefined, undefined),
  }),
)

/** Of up to 14 things; every visitor turns out to be their user at some time. */
export const withdrawalHistories: fc.Arbitrary<Happening[]> = fc
  .record({
    some: fc.array(happening, { minLength: 3, maxLength: 14 }),
    claims: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ some, claims }) => [
    ...some.map(
      ([{ user, visitor }, { does, ts, said, carries }], n): Happening => ({
        does,
        user,
        visitor,
        ts,
        // In another order than the list, since of two things at one time the id decides.
        id: `m${(n * 5) % 14}`,
        analytics: does === 'consent' ? said : does === 'browse' ? carries : undefined,
      }),
    ),
    ...Object.entries(visitorsOf)
      .flatMap(([user, visitors]) => visitors.map((visitor) => ({ user, visitor })))
      .map(
        ({ user, visitor }, n): Happening => ({
          does: 'identify',
          user,
          visitor,
          ts: claims[n] ?? 0,
          id: `claim-${visitor}`,
          analytics: undefined,
        }),
      ),
  ])

/** A happening as a row of the log. */
export function rowOfHappening(
  { does, user, visitor, ts, id, analytics }: Happening,
  project_id: string,
): EventRow {
  const server = does === 'order'
  return eventRow({
    project_id,
    message_id: id,
    ts,
    user_id: user ?? '',
    anonymous_id: visitor ?? '',
    type: does === 'identify' ? 'identify' : 'track',
    event: {
      browse: 'Page Viewed',
      order: 'Order Completed',
      identify: 'identify',
      consent: 'Consent Updated',
    }[does],
    channel: server ? 'server' : 'web',
    browser: server ? '' : 'Firefox',
    properties: does === 'consent' ? JSON.stringify({ analytics }) : '{"plan":"x"}',
    context: JSON.stringify({
      ...(does === 'browse' && { traits: { [`seen_${id}`]: ts } }),
      ...(does === 'browse' && analytics && { consent: { categoryPreferences: { analytics } } }),
    }),
  })
}

/** The message ids that are left in the end, read plainly from docs/adr/0006-consent.md. */
export function leftOf(history: readonly Happening[]): string[] {
  const userOf = (one: Happening) =>
    one.user ??
    Object.entries(visitorsOf).find(([, visitors]) => visitors.some((id) => id === one.visitor))?.[0]
  const order = (a: Happening, b: Happening) => a.ts - b.ts || (a.id < b.id ? -1 : 1)
  return history
    .filter((one) => {
      if (one.does !== 'browse') return true
      const words = history
        .filter(({ does }) => does === 'consent')
        .filter((word) =>
          word.user === undefined
            ? one.user === undefined && word.visitor === one.visitor
            : word.user === userOf(one),
        )
        .sort(order)
      const before = words.filter((word) => order(word, one) < 0)
      if (words.some((word) => word.analytics === false && order(word, one) > 0)) return false
      return before.at(-1)?.analytics !== false || one.analytics === true
    })
    .map(({ id }) => id)
    .sort()
}
