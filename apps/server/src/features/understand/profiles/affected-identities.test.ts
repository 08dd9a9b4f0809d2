import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affectedIdentities } from './affected-identities.ts'
import { resolveIdentity } from './identity.ts'
import { everybody, factsOf, type Happening, history } from './identity-histories.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'
import { MemoryIdentityStore } from './memory-identity-store.ts'

const rules = fc.record({ joinByEmail: fc.boolean(), joinByPhone: fc.boolean() })

/** A history that arrives in any order, cut into batches anywhere, some of them twice. */
const arrivals = history(true).chain((happenings) =>
  fc.tuple(
    fc.shuffledSubarray(happenings, { minLength: happenings.length }),
    fc.infiniteStream(fc.record({ cut: fc.boolean(), again: fc.boolean() })),
  ),
)

function batchesOf(happenings: readonly Happening[], choices: Iterator<{ cut: boolean; again: boolean }>) {
  const batches: Happening[][] = []
  for (const happening of happenings) {
    const { cut, again } = choices.next().value
    const last = batches.at(-1)
    if (last && !cut) last.push(happening)
    else batches.push([happening])
    if (again) batches.push([...(batches.at(-1) ?? [])])
  }
  return batches
}

test('following the log in any batches comes to what all facts at once come to', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, rules, async ([happenings, choices], rules) => {
      const store = new MemoryIdentityStore()
      const links = new Map<string, string>()
      const refused = new Set<string>()
      const arrived: Happening[] = []
      for (const batch of batchesOf(happenings, choices)) {
        arrived.push(...batch)
        const { claims, words } = factsOf(batch, rules)
        // The log is asked about all of it: which previous ids are user ids by now.
        const refusedAliases = [...factsOf(arrived, rules).refusedAliases].filter((id) => !refused.has(id))
        const change = { claims, words, refusedAliases, again: [] }
        const before = new Map(links)
        for (const [key, root] of await affectedIdentities(store, 'p', change, rules)) links.set(key, root)
        // A crash before the facts are kept: the batch comes again, and comes to the same.
        const repeated = await affectedIdentities(store, 'p', change, rules)
        for (const [key, root] of repeated) expect(links.get(key) ?? before.get(key)).toBe(root)
        await store.addClaims('p', claims)
        await store.addWords('p', words)
        await store.addRefusedAliases('p', refusedAliases)
        for (const id of refusedAliases) refused.add(id)
      }
      const { rootOf } = resolveIdentity(factsOf(happenings, rules))
      for (const { key } of everybody) expect(links.get(key) ?? key).toBe(rootOf(key))
    }),
    { numRuns: 700 },
  )
})

test('a phone number that was unmerged ties nobody who comes later, either', async () => {
  const [u1, u2, phone, a1] = (
    [
      ['user_id', 'u1'],
      ['user_id', 'u2'],
      ['phone', '11111'],
      ['anonymous_id', 'a1'],
    ] as const
  ).map(([kind, value]) => keyed('p', kind, value)) as [
    KeyedIdentifier,
    KeyedIdentifier,
    KeyedIdentifier,
    KeyedIdentifier,
  ]
  const rules = { joinByEmail: false, joinByPhone: true }
  const seen = (ts: number, ...ids: KeyedIdentifier[]): Happening => ({
    does: 'event',
    ids,
    ts,
    messageId: `m${ts}`,
  })
  const store = new MemoryIdentityStore()
  const before: Happening[] = [
    seen(0, u2, phone),
    seen(1, u1, phone),
    {
      does: 'say',
      word: {
        word: 'unmerge',
        subject: phone,
        other: keyed('p', 'user_id', 'u3'),
        at: { ts: 2, messageId: 'm2' },
        by: 'test',
      },
    },
  ]
  const known = factsOf(before, rules)
  await store.addClaims('p', known.claims)
  await store.addWords('p', known.words)

  const { claims, words } = factsOf([seen(3, u1, a1)], rules)
  const change = { claims, words, refusedAliases: [], again: [] }
  const links = await affectedIdentities(store, 'p', change, rules)
  expect(links.get(a1.key)).toBe(u1.key)
})
