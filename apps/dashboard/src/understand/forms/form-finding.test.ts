import type { FormField, FormRate, FormSummary } from '@throughline/contract/forms'
import { expect, it } from 'vitest'
import { fieldTroubles, formFinding } from './form-finding.ts'

const rate = (count: number, of: number): FormRate => ({
  estimate: count / of,
  low: count / of - 0.05,
  high: count / of + 0.05,
  count,
  of,
})

const checkout: FormSummary = {
  form: 'checkout',
  path: '/checkout',
  people: 400,
  starts: 450,
  completed: rate(200, 400),
  abandoned: rate(180, 400),
  open: 20,
  completedSeconds: 60,
  lastField: { field: 'phone', left: rate(148, 400) },
}

it('says first where most people leave', () => {
  const { before, number, after, tone, sub } = formFinding(checkout)
  expect(`${before}${number}${after}`).toBe('Of 400 people who began checkout, 37\u202f% left at phone.')
  expect(tone).toBe('loss')
  expect(sub).toBe(
    '95\u202f% interval: 32\u202f% to 42\u202f%. 50\u202f% finished it, 45\u202f% abandoned it. Of 20 others the end is not known.',
  )
})

it('says how many finish a form that nobody leaves', () => {
  const { before, number, after, tone } = formFinding({
    ...checkout,
    people: 1,
    completed: rate(1, 1),
    abandoned: rate(0, 1),
    open: 0,
    lastField: null,
  })
  expect(`${before}${number}${after}`).toBe(
    'Of 1 person who began checkout, 100\u202f% finished it, and nobody was seen to abandon it.',
  )
  expect(tone).toBe('gain')
})

it('does not praise a form that nobody finished', () => {
  const { before, number, after, tone, sub } = formFinding({
    ...checkout,
    people: 2,
    completed: rate(0, 2),
    abandoned: rate(0, 2),
    open: 2,
    lastField: null,
  })
  expect(`${before}${number}${after}`).toBe(
    'Of 2 people who began checkout, nobody finished it, and nobody was seen to abandon it.',
  )
  expect(tone).toBe('loss')
  expect(sub).toBe('Of 2 people the end is not known.')
})

it('names the fields that trouble most', () => {
  const field = (name: string, refilledPeople: number, errorPeople: number): FormField => ({
    field: name,
    reached: rate(10, 10),
    filled: rate(9, 10),
    left: rate(0, 10),
    visits: 10,
    fills: 9,
    seconds: 3,
    refills: refilledPeople * 2,
    refilledPeople,
    errors: errorPeople,
    errorPeople,
  })
  expect(fieldTroubles([field('email', 1, 0), field('phone', 4, 7)])).toEqual([
    '4 people wrote phone anew twice or more',
    '7 people saw an error at phone',
  ])
  expect(fieldTroubles([field('email', 0, 0)])).toEqual([])
})
