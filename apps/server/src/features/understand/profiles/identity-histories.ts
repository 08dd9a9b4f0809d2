import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import fc from 'fast-check'
import { aliasClaims } from './alias-claims.ts'
import type { Claim, IdentityFacts } from './identity.ts'
import type { Word } from './identity-words.ts'
import { isBefore } from './instant.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'

/** An event, alias or word of a random history. */
export type Happening =
  | {
      readonly does: 'event'
      readonly ids: readonly KeyedIdentifier[]
      readonly ts: number
      readonly messageId: string
    }
  | {
      readonly does: 'alias'
      readonly user: KeyedIdentifier
      readonly previousId: string
      readonly ts: number
      readonly messageId: string
    }
  | { readonly does: 'say'; readonly word: Word }

/** Few identifiers, so that histories meet. One text is a user id as well as an anonymous id. */
export const everybody: readonly KeyedIdentifier[] = (
  [
    ['user_id', ['u1', 'u2', 'u3', 'x']],
    ['email', ['e1@x.y', 'e2@x.y']],
    ['phone', ['11111', '22222']],
    ['card', ['c1']],
    ['anonymous_id', ['a1', 'a2', 'a3', 'x']],
  ] as const
).flatMap(([kind, values]) => values.map((value) => keyed('p', kind, value)))

const ofKind = (kind: IdentifierKind) => everybody.filter((one) => one.kind === kind)
const one = fc.constantFrom(...everybody)
const ts = fc.integer({ min: 0, max: 4 })

const event = fc
  .record({
    ids: fc.tuple(...identifierKinds.map((kind) => fc.option(fc.constantFrom(...ofKind(kind))))),
    ts,
  })
  .map(({ ids, ts }) => ({ does: 'event' as const, ids: ids.filter((id) => id !== null), ts, messageId: '' }))
  .filter(({ ids }) => ids.length > 0)

const alias = fc
  .record({
    user: fc.constantFrom(...ofKind('user_id')),
    previousId: fc.constantFrom('a1', 'a2', 'x', 'u2', 'e1@x.y'),
    ts,
  })
  .map((said) => ({ does: 'alias' as const, ...said, messageId: '' }))

const say = fc
  .record({ word: fc.constantFrom('merge' as const, 'unmerge' as const), subject: one, other: one, ts })
  .filter(({ subject, other }) => subject.key !== other.key)
  .map(({ ts, ...said }) => ({
    does: 'say' as const,
    word: { ...said, at: { ts, messageId: '' }, by: 'test' },
  }))

/** Histories of up to 14 things, each with a message id of its own. */
export const history = (withWords: boolean): fc.Arbitrary<Happening[]> =>
  fc
    .array(fc.oneof({ arbitrary: event, weight: 6 }, alias, ...(withWords ? [say] : [])), { maxLength: 14 })
    .chain((list) =>
      fc
        .shuffledSubarray(
          list.map((_, at) => `m${at}`),
          { minLength: list.length },
        )
        .map((ids) => list.map((happening, at) => withMessageId(happening, ids[at] as string))),
    )

function withMessageId(happening: Happening, messageId: string): Happening {
  return happening.does === 'say'
    ? { ...happening, word: { ...happening.word, at: { ...happening.word.at, messageId } } }
    : { ...happening, messageId }
}

/** The facts of a history, as the projection draws them from the log. */
export function factsOf(
  history: readonly Happening[],
  rules: IdentityFacts['rules'],
  projectId = 'p',
): IdentityFacts {
  const claims = new Map<string, Claim>()
  const add = (claim: Claim) => {
    const id = `${claim.weaker.key} ${claim.claimer.key} ${claim.via}`
    const known = claims.get(id)
    if (!known || isBefore(claim.first, known.first)) claims.set(id, claim)
  }
  const users = new Set<string>()
  for (const happening of history) {
    if (happening.does === 'event') {
      const [claimer, ...weaker] = happening.ids
      const first = { ts: happening.ts, messageId: happening.messageId }
      for (const one of weaker) if (claimer) add({ weaker: one, claimer, via: 'event', first })
      if (claimer?.kind === 'user_id') users.add(claimer.value)
    } else if (happening.does === 'alias') {
      const first = { ts: happening.ts, messageId: happening.messageId }
      users.add(happening.user.value)
      for (const claim of aliasClaims(projectId, happening.user.value, happening.previousId, first))
        add(claim)
    }
  }
  const words = history.flatMap((happening) => (happening.does === 'say' ? [happening.word] : []))
  const previous = history.flatMap((happening) => (happening.does === 'alias' ? [happening.previousId] : []))
  return {
    claims: [...claims.values()],
    words,
    refusedAliases: new Set(previous.filter((id) => users.has(id))),
    rules,
  }
}
