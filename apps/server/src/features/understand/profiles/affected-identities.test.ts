import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affectedIdentities } from './affected-identities.ts'
import { resolveIdentity } from './identity.ts'
import { everybody, factsOf, type Happening, history } from './identity-histories.ts'
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
