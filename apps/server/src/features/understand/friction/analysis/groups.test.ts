import { describe, expect, it } from 'vitest'
import { everyone, membersOf, splitsOf } from './groups.ts'
import { frictionData } from './session-test-data.ts'

const visit = (device: string, browser: string, version: string, person: number) => ({
  person,
  attributes: [device, browser, version, 'X', '1', 'DE', 'direct', 'web'],
})
const { sessions } = frictionData([
  visit('mobile', 'Safari', '16', 1),
  visit('mobile', 'Safari', '17', 1),
  visit('desktop', 'Safari', '17', 2),
  visit('desktop', 'Chrome', '17', 3),
  visit('', 'Chrome', '', 4),
])

describe('groups', () => {
  it('are those of fields with more than one value, of versions and of pairs', () => {
    const told = splitsOf(sessions).map(({ groups }) =>
      groups
        .at(-1)
        ?.conditions.map(({ field }) => field)
        .join(' '),
    )
    expect(told).toEqual([
      'device.type',
      'browser.name',
      'visitor',
      'browser.name browser.version',
      'os.name os.version',
      'device.type browser.name',
      'device.type visitor',
      'browser.name visitor',
    ])
  })

  it('put each session into one group of a split, which is the one it is a member of', () => {
    for (const { groups, codes } of splitsOf(sessions))
      for (const [code, group] of groups.entries()) {
        if (group.conditions.length === 0) continue
        expect([...membersOf(sessions, group)]).toEqual(Array.from(codes, (own) => (own === code ? 1 : 0)))
      }
  })

  it('hold everyone where nothing is said, and nobody where a value never was', () => {
    expect([...membersOf(sessions, everyone)]).toEqual([1, 1, 1, 1, 1])
    const nobody = { conditions: [{ field: 'country', value: 'FR' }] } as const
    expect([...membersOf(sessions, nobody)]).toEqual([0, 0, 0, 0, 0])
  })

  it('know who came before', () => {
    const returning = { conditions: [{ field: 'visitor', value: 'returning' }] } as const
    expect([...membersOf(sessions, returning)].reduce((sum, one) => sum + one, 0)).toBe(1)
  })

  it('are saved segments too, alone and with another field, but no two of them', () => {
    const members = (id: string, size: number) => ({
      id,
      name: `Name of ${id}`,
      profiles: BigUint64Array.from({ length: size }, (_, person) => BigInt(person)),
      othersToo: id === 'c',
    })
    const { sessions } = frictionData(
      Array.from({ length: 100 }, (_, person) =>
        visit(person % 3 ? 'mobile' : 'desktop', 'Chrome', '1', person),
      ),
      { segments: [members('a', 40), members('b', 29), members('c', 60)] },
    )
    const named = splitsOf(sessions).flatMap(({ groups }) => {
      const conditions = groups.at(-1)?.conditions.map(({ name, value }) => name ?? value) ?? []
      return conditions.some((name) => name.startsWith('Name of')) ? [conditions.join(', ')] : []
    })
    expect(named).toEqual([
      'Name of a',
      'Name of c',
      'Name of a, mobile',
      'Name of a, new',
      'Name of c, mobile',
      'Name of c, new',
    ])
    const inIt = (value: string) =>
      membersOf(sessions, { conditions: [{ field: 'segment', value }] }).reduce((sum, one) => sum + one, 0)
    expect(['a', 'b', 'c'].map(inIt)).toEqual([40, 0, 40])
  })

  it('are few, however many values there are', () => {
    const many = frictionData(
      Array.from({ length: 3000 }, (_, index) => visit(`d${index}`, `b${index % 900}`, String(index), index)),
    )
    const splits = splitsOf(many.sessions)
    expect(Math.max(...splits.map(({ groups }) => groups.length))).toBeLessThanOrEqual(201)
    for (const { groups, codes } of splits) expect(Math.max(...codes)).toBeLessThan(groups.length)
  })
})
