import { expect, it } from 'vitest'
import { dailyCourse, partOf } from './daily-course.ts'

const part = (day: string, money: number) => ({ day, affected: 1, money })

it('keeps days as they are, and takes midnights of the zone for days', () => {
  expect(dailyCourse([part('2026-04-01', 5), part('2026-04-02', 7)], 'UTC', '2026-04-03')).toEqual({
    parts: [
      { day: '2026-04-01', money: 5 },
      { day: '2026-04-02', money: 7 },
    ],
    days: 1,
  })
  const { parts } = dailyCourse([part('2026-03-31T22:00:00.000Z', 5)], 'Europe/Berlin', '2026-04-02')
  expect(parts).toEqual([{ day: '2026-04-01', money: 5 }])
})

it('tells money a day where a part has several, the last one also where it is shorter', () => {
  const course = [part('2026-04-01', 20), part('2026-04-03', 30), part('2026-04-05', 8)]
  const { parts, days } = dailyCourse(course, 'UTC', '2026-04-06')
  expect(days).toBe(2)
  expect(parts.map(({ money }) => money)).toEqual([10, 15, 8])
  expect(['2026-03-31', '2026-04-01', '2026-04-04', '2026-05-01'].map((day) => partOf(parts, day))).toEqual([
    undefined,
    0,
    1,
    2,
  ])
  expect(dailyCourse([], 'UTC', '2026-04-06').parts).toEqual([])
})
