import type { Context } from '@throughline/evaluator/evaluation'
import { expect, it } from 'vitest'
import { personKey } from '../../../platform/events/person-key.ts'
import { identifiersOf, personKeyOf } from './asker.ts'

it('knows whom a targeting key names', () => {
  const browser = (context: Context) => identifiersOf(context, 'write_key')
  const server = (context: Context) => identifiersOf(context, 'token')
  expect(browser({ targetingKey: 'v1' })).toEqual([{ kind: 'anonymous_id', value: 'v1' }])
  expect(server({ targetingKey: 'u1' })).toEqual([{ kind: 'user_id', value: 'u1' }])
  expect(browser({ targetingKey: 'user_id:u1' })).toEqual([{ kind: 'user_id', value: 'u1' }])
  expect(server({ targetingKey: 'http://u1' })).toEqual([{ kind: 'user_id', value: 'http://u1' }])
  expect(browser({ targetingKey: 'session-9', userId: 'u1', anonymousId: 7 })).toEqual([
    { kind: 'user_id', value: 'u1' },
    { kind: 'anonymous_id', value: '7' },
  ])
  expect(server({})).toEqual([])
  expect(server({ targetingKey: ' ' })).toEqual([])
})

it('finds a person by the strongest identifier, in the form that events carry', () => {
  expect(personKeyOf('p', { targetingKey: 'email:Ann@X.com' }, 'token')).toBe(
    personKey('p', { kind: 'email', value: 'ann@x.com' }),
  )
  expect(personKeyOf('p', { anonymousId: 'a', userId: 'u' }, 'token')).toBe(
    personKey('p', { kind: 'user_id', value: 'u' }),
  )
  expect(personKeyOf('p', {}, 'token')).toBeUndefined()
})
