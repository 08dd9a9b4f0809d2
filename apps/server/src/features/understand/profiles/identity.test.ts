import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveIdentity } from './identity.ts'
import { everybody, factsOf, type Happening, history } from './identity-histories.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'
import { naiveIdentity } from './naive-identity.ts'

const off = { joinByEmail: false, joinByPhone: false }
const anyRules = fc.record({ joinByEmail: fc.boolean(), joinByPhone: fc.boolean() })

const user = (value: string) => keyed('p', 'user_id', value)
const email = (value: string) => keyed('p', 'email', value)
const visitor = (value: string) => keyed('p', 'anonymous_id', value)

let made = 0
const event = (ts: number, ...ids: KeyedIdentifier[]): Happening => ({
  does: 'event',
  ids,
  ts,
  messageId: `e${++made}`,
})
const say = (ts: number, word: 'merge' | 'unmerge', subject: KeyedIdentifier, other: KeyedIdentifier) =>
  ({ does: 'say', word: { word, subject, other, at: { ts, messageId: `w${++made}` }, by: 'test' } }) as const
const alias = (ts: number, user: KeyedIdentifier, previousId: string): Happening => ({
  does: 'alias',
  user,
  previousId,
  ts,
  messageId: `l${++made}`,
})
const rootsOf = (happenings: readonly Happening[], rules = off) => {
  const { rootOf } = resolveIdentity(factsOf(happenings, rules))
  return (one: KeyedIdentifier) => everybody.concat(one).find(({ key }) => key === rootOf(one.key))
}

describe('who is who', () => {
  test('a visitor belongs to the user id that claimed them first, whatever arrived first', () => {
    const root = rootsOf([event(5, user('u2'), visitor('a1')), event(3, user('u1'), visitor('a1'))])
    expect(root(visitor('a1'))).toEqual(user('u1'))
    expect(root(user('u2'))).toEqual(user('u2'))
  })

  test('a visitor follows an e-mail address to the user id that claims it', () => {
    const root = rootsOf([event(1, email('e1@x.y'), visitor('a1')), event(9, user('u1'), email('e1@x.y'))])
    expect(root(visitor('a1'))).toEqual(user('u1'))
  })

  test('an alias of a user id joins nothing', () => {
    expect(rootsOf([alias(1, user('u1'), 'a1')])(visitor('a1'))).toEqual(user('u1'))
    const refused = rootsOf([alias(1, user('u1'), 'x'), event(9, user('x'))])
    expect(refused(visitor('x'))).toEqual(visitor('x'))
    expect(refused(user('x'))).toEqual(user('x'))
  })

  test('one e-mail address joins two user ids only where the project says so', () => {
    const shared = [event(1, user('u2'), email('e1@x.y')), event(2, user('u1'), email('e1@x.y'))]
    expect(rootsOf(shared)(user('u1'))).toEqual(user('u1'))
    const joined = rootsOf(shared, { joinByEmail: true, joinByPhone: false })
    expect(joined(user('u1'))).toEqual(user('u2'))
    expect(joined(email('e1@x.y'))).toEqual(user('u2'))
  })

  test('a merge joins two user ids under the one that it was called on, an unmerge separates what hung on each', () => {
    const before = [event(1, user('u1'), visitor('a1')), event(1, user('u2'), visitor('a2'))]
    const merged = rootsOf([...before, say(2, 'merge', user('u2'), user('u1'))])
    for (const one of [user('u1'), user('u2'), visitor('a1'), visitor('a2')])
      expect(merged(one)).toEqual(user('u1'))
    const apart = rootsOf([
      ...before,
      say(2, 'merge', user('u2'), user('u1')),
      say(3, 'unmerge', user('u2'), user('u1')),
    ])
    expect([user('u1'), visitor('a1')].map(apart)).toEqual([user('u1'), user('u1')])
    expect([user('u2'), visitor('a2')].map(apart)).toEqual([user('u2'), user('u2')])
  })

  test('what was unmerged comes back by a later merge alone', () => {
    const unmerged = [event(1, user('u1'), visitor('a1')), say(2, 'unmerge', visitor('a1'), user('u1'))]
    const again = event(3, user('u1'), visitor('a1'))
    expect(rootsOf([...unmerged, again])(visitor('a1'))).toEqual(visitor('a1'))
    const merged = [...unmerged, again, say(4, 'merge', visitor('a1'), user('u1'))]
    expect(rootsOf(merged)(visitor('a1'))).toEqual(user('u1'))
  })
})

describe('properties', () => {
  test('the same as the plain reading of the rules', () => {
    fc.assert(
      fc.property(history(true), anyRules, (happenings, rules) => {
        const facts = factsOf(happenings, rules)
        const keys = [
          ...new Set([...everybody.map(({ key }) => key), ...facts.claims.map((c) => c.weaker.key)]),
        ]
        const naive = naiveIdentity(facts, keys)
        const { rootOf } = resolveIdentity(facts)
        for (const key of keys) expect(rootOf(key)).toBe(naive.get(key)?.name)
        for (const a of keys)
          for (const b of keys)
            expect(rootOf(a) === rootOf(b)).toBe(naive.get(a)?.profile.includes(b) ?? false)
      }),
      { numRuns: 300 },
    )
  })

  test('the order and the repetition of facts change nothing', () => {
    const shuffled = history(true).chain((happenings) =>
      fc.tuple(
        fc.constant(happenings),
        fc
          .shuffledSubarray(happenings, { minLength: happenings.length })
          .chain((all) => fc.subarray(all).map((some) => [...some, ...all, ...some])),
      ),
    )
    fc.assert(
      fc.property(shuffled, anyRules, ([happenings, other], rules) => {
        const one = resolveIdentity(factsOf(happenings, rules))
        const two = resolveIdentity(factsOf(other, rules))
        for (const { key } of everybody) expect(two.rootOf(key)).toBe(one.rootOf(key))
      }),
      { numRuns: 300 },
    )
  })

  test('without a word and without rules no two user ids ever meet', () => {
    const users = everybody.filter(({ kind }) => kind === 'user_id')
    fc.assert(
      fc.property(history(false), (happenings) => {
        const { rootOf } = resolveIdentity(factsOf(happenings, off))
        for (const { key } of users) expect(rootOf(key)).toBe(key)
      }),
    )
  })

  test('an unmerge after a merge of two profiles leaves both as before', () => {
    const users = everybody.filter(({ kind }) => kind === 'user_id')
    const two = fc.shuffledSubarray(users, { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(history(false), two, ([...happenings], [a, b]) => {
        if (!a || !b) return
        const before = resolveIdentity(factsOf(happenings, off))
        const said = [say(8, 'merge', b, a), say(9, 'unmerge', b, a)]
        const after = resolveIdentity(factsOf([...happenings, ...said], off))
        for (const { key } of everybody) expect(after.rootOf(key)).toBe(before.rootOf(key))
      }),
    )
  })
})
