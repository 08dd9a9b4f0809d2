import { describe, expect, it } from 'vitest'
import { lifeAfter, stateOf } from './finding-life.ts'
import type { FindingRecord, Observation } from './finding-record.ts'
import { analysedFinding, courseOf } from './finding-test-data.ts'

const now = new Date('2026-05-01T08:00:00Z')
const to = new Date('2026-05-01T00:00:00Z')
const day = (date: string) => new Date(`${date}T12:00:00Z`)

const record: FindingRecord = {
  id: 'f',
  projectId: 'p',
  signal: 'rage_clicked',
  where: { step: 'Shipping', path: '/checkout/shipping', element: null },
  who: {},
  title: 'It fails',
  sessions: [],
  firstSeenAt: day('2026-04-12'),
  foundTo: day('2026-04-30'),
  missingSince: null,
  fixedAt: null,
  backAt: null,
  toldFor: null,
  mark: 'none',
  markedAt: null,
  reason: null,
  owner: null,
}

const found = analysedFinding()
const since = (from: string) => ({ ...found.when, from: `${from}T00:00:00.000Z` })
const ended = (at: string) => ({ ...found.when, to: `${at}T00:00:00.000Z`, endedInPeriod: true })
const after = (known: Partial<FindingRecord>, finding: Partial<typeof found> | undefined, placeMet = true) =>
  lifeAfter({ ...record, ...known }, { now, to, finding: finding && { ...found, ...finding }, placeMet })

describe('what becomes of a finding that is found', () => {
  it('nothing, where it goes on', () => {
    expect(after({}, {})).toEqual({
      life: { foundTo: to, missingSince: null, fixedAt: null },
      lines: [],
    })
  })

  it('it is fixed once it ended more than two days ago, and told once', () => {
    const change = after({}, { when: ended('2026-04-20') })
    expect(change.life.fixedAt).toEqual(new Date('2026-04-20T00:00:00Z'))
    expect(change.lines).toEqual(['Ended on 2026-04-20.'])
    expect(after({ fixedAt: new Date('2026-04-20T00:00:00Z') }, { when: ended('2026-04-20') }).lines).toEqual(
      [],
    )
    expect(after({}, { when: ended('2026-04-28') }).life.fixedAt).toEqual(new Date('2026-04-28T00:00:00Z'))
    expect(after({}, { when: ended('2026-04-30') }).life.fixedAt).toBeNull()
  })

  it('it is not fixed by a pause that its pace explains, nor by a period that goes on', () => {
    const rare = { when: ended('2026-04-27'), sessions: { ...found.sessions, affected: 10 } }
    expect(after({}, rare).life.fixedAt).toBeNull()
    expect(after({}, { ...rare, sessions: { ...found.sessions, affected: 30 } }).life.fixedAt).toEqual(
      new Date('2026-04-27T00:00:00Z'),
    )
    const goingOn = new Date('2026-06-01T00:00:00Z')
    const finding = { ...found, when: ended('2026-04-30') }
    expect(lifeAfter(record, { now, to: goingOn, finding, placeMet: true }).life.fixedAt).toBeNull()
  })

  it('it is back where it began after it was fixed', () => {
    const change = after({ fixedAt: day('2026-04-15') }, { when: since('2026-04-24') })
    expect(change.life).toMatchObject({ backAt: now, fixedAt: null })
    expect(change.life.mark).toBeUndefined()
    expect(change.lines).toEqual(['Back since 2026-04-24.'])
  })

  it('it is back where it is met on two days in a row after a pause, though found as one', () => {
    const course = courseOf('2026-04-01', 30, (date) => (date > '2026-04-14' && date < '2026-04-24' ? 1 : 40))
    const change = after({ fixedAt: day('2026-04-14') }, { when: since('2026-04-01'), course })
    expect(change.lines).toEqual(['Back since 2026-04-24.'])
  })

  it('it is back, and the mark goes, where the team’s fix did not hold', () => {
    const change = after({ mark: 'fixed', markedAt: day('2026-04-20') }, {})
    expect(change.life).toMatchObject({ backAt: now, mark: 'none', markedAt: now })
    expect(change.lines).toEqual(['Back since 2026-04-22, after it was marked as fixed.'])
  })

  it('the mark stays while there are not yet two days to judge by', () => {
    const change = after({ mark: 'fixed', markedAt: day('2026-04-29') }, {})
    expect(change.life.mark).toBeUndefined()
    expect(change.life.backAt).toBeUndefined()
    expect(change.lines).toEqual([])
  })

  it('the mark stays where it ended', () => {
    const change = after({ mark: 'fixed', markedAt: day('2026-04-20') }, { when: ended('2026-04-21') })
    expect(change.life.mark).toBeUndefined()
    expect(change.life.fixedAt).toEqual(new Date('2026-04-21T00:00:00Z'))
  })

  it('it is no news where daily runs had only missed it', () => {
    const course = courseOf('2026-04-01', 30, (date) => (date < '2026-04-29' ? 10 : 2))
    const change = after({ fixedAt: day('2026-04-27') }, { when: since('2026-04-01'), course })
    expect(change.life).toMatchObject({ fixedAt: null })
    expect(change.life.backAt).toBeUndefined()
    expect(change.lines).toEqual(['Found again: it had not ended.'])
  })
})

describe('what becomes of a finding that is missed', () => {
  it('it is fixed after two days in which people came to its place', () => {
    expect(after({}, undefined)).toEqual({ life: { missingSince: now }, lines: [] })
    const missingSince = day('2026-04-29')
    expect(after({ missingSince }, undefined).life).toEqual({ missingSince })
    const long = after({ missingSince: day('2026-04-28') }, undefined)
    expect(long.life).toEqual({ missingSince: null, fixedAt: day('2026-04-28') })
    expect(long.lines).toHaveLength(1)
  })

  it('nothing where nobody came, or where it is fixed', () => {
    expect(after({ missingSince: day('2026-04-01') }, undefined, false)).toEqual({ life: {}, lines: [] })
    expect(after({ fixedAt: day('2026-04-01') }, undefined)).toEqual({ life: {}, lines: [] })
  })
})

describe('the state', () => {
  const at = { now, to }
  const state = (known: Partial<FindingRecord>, observations: readonly Observation[] = [], finding = found) =>
    stateOf({ ...record, ...known }, observations, finding, at)
  const observed = (date: string, [low, high]: readonly [number, number], days = 30): Observation => ({
    at: day(date),
    estimate: (low + high) / 2,
    low,
    high,
    days,
    affected: 100,
  })

  it('is new for a week where it began within the period', () => {
    expect(state({ firstSeenAt: day('2026-04-26') })).toBe('new')
    expect(state({ firstSeenAt: day('2026-04-23') })).toBe('ongoing')
    const before = { ...found, when: { ...found.when, beganInPeriod: false } }
    expect(state({ firstSeenAt: day('2026-04-26') }, [], before)).toBe('ongoing')
  })

  it('is fixed where it ended or is noted so', () => {
    expect(state({}, [], { ...found, when: ended('2026-04-20') })).toBe('fixed')
    expect(state({ fixedAt: day('2026-04-28') })).toBe('fixed')
  })

  it('is back for a week', () => {
    expect(state({ backAt: day('2026-04-28') })).toBe('back')
    expect(state({ backAt: day('2026-04-20') })).toBe('ongoing')
  })

  it('is worse where money a day rose for certain within a week or more', () => {
    const rose = [observed('2026-04-20', [100, 200]), observed('2026-04-30', [210, 300])]
    expect(state({}, rose)).toBe('worse')
    expect(state({}, [observed('2026-04-25', [100, 200]), observed('2026-04-30', [210, 300])])).toBe(
      'ongoing',
    )
    expect(state({}, [observed('2026-04-20', [100, 220]), observed('2026-04-30', [210, 300])])).toBe(
      'ongoing',
    )
    // The same loss a day, over a longer part of the period.
    expect(state({}, [observed('2026-04-20', [100, 120], 10), observed('2026-04-30', [210, 230], 20)])).toBe(
      'ongoing',
    )
  })
})
