import { expect, it } from 'vitest'
import { courseOf } from './finding-test-data.ts'
import { releaseEffects } from './release-effects.ts'

const april = { from: '2026-03-31T22:00:00.000Z', to: '2026-04-30T22:00:00.000Z', timezone: 'Europe/Berlin' }
const release = (at: string) => ({ id: 'r', version: '1.2', at: new Date(at), note: null })
const course = courseOf('2026-04-01', 30, (day) => (day >= '2026-04-10' ? 40 : 0))

it('tells the money a day before and after, without the day itself', () => {
  // 23:30 in UTC is the next day in Berlin.
  const [effect] = releaseEffects([release('2026-04-09T23:30:00Z')], course, april)
  expect(effect).toEqual({ version: '1.2', at: '2026-04-09T23:30:00.000Z', before: 0, after: 400 })
})

it('takes the days that the period has, a day that the course leaves out as nothing', () => {
  const [first, last, outside] = releaseEffects(
    [release('2026-04-01T08:00:00Z'), release('2026-04-28T08:00:00Z'), release('2026-06-01T08:00:00Z')],
    course.filter(({ affected }) => affected > 0),
    april,
  )
  expect(first).toMatchObject({ before: null, after: 0 })
  expect(last).toMatchObject({ before: 400, after: 400 })
  expect(outside).toMatchObject({ before: null, after: null })
})
