import { type Question, type QuestionType, questionTypes } from '@throughline/contract/question'
import { describe, expect, it } from 'vitest'
import { asType, firstQuestions } from './first-question.ts'
import { missingParts } from './missing-parts.ts'
import { readQuestion } from './read-question.ts'
import { templates } from './templates.ts'

const full: Question[] = [
  {
    type: 'trend',
    series: [
      { event: 'Order Completed', measure: 'sum', property: 'revenue' },
      {
        event: '*',
        measure: 'people',
        where: [{ property: 'country', operator: 'in', value: ['DE', 'FR'] }],
      },
    ],
    formula: 'A / B',
    interval: 'week',
    weekStartsOn: 'sunday',
    breakdown: { property: 'device.type', limit: 5 },
    compare: 'previous',
    chart: 'bars',
    where: [{ property: 'person.plan', operator: 'exists' }],
  },
  {
    type: 'funnel',
    steps: [{ event: 'a' }, { event: '404' }],
    order: 'strict',
    windowSeconds: 300,
    exclusions: [{ event: 'x', afterStep: 1, beforeStep: 2 }],
    unit: 'session',
  },
  {
    type: 'retention',
    cohort: { event: 'a', firstTime: false },
    return: { event: 'b' },
    period: 'day',
    periods: 30,
    counting: 'onOrAfter',
  },
  {
    type: 'retention',
    cohort: { event: 'a', firstTime: true },
    return: { event: 'a' },
    period: 'month',
    periods: 12,
    value: { property: 'revenue' },
  },
  {
    type: 'paths',
    anchor: { direction: 'to', path: '/' },
    nodes: 'pages',
    unit: 'person',
    depth: 3,
    width: 4,
    exclude: ['x'],
  },
  { type: 'lifecycle', event: 'a', interval: 'month' },
]

describe('readQuestion', () => {
  it.each(full)('reads what a link of type $type holds', (question) => {
    const { type, ...q } = question
    expect(readQuestion(type, JSON.parse(JSON.stringify(q)))).toEqual(question)
  })

  it.each(questionTypes)('%s starts where nothing can be read', (type) => {
    for (const raw of [undefined, null, 7, 'x', []])
      expect(readQuestion(type, raw)).toEqual(firstQuestions[type])
    const nonsense = { steps: 'x', series: {}, anchor: [], cohort: 3, event: {} }
    expect(readQuestion(type, nonsense)).toMatchObject({ type })
  })

  it('leaves out what it does not understand, and keeps what is still being written', () => {
    const raw = {
      steps: [{ event: '' }, { event: 404, where: [{ property: '', operator: 'equals', value: '' }, 'x'] }],
      order: 'sideways',
      windowSeconds: -1,
      extra: true,
    }
    expect(readQuestion('funnel', raw)).toEqual({
      type: 'funnel',
      steps: [{ event: '' }, { event: '404', where: [{ property: '', operator: 'equals', value: '' }] }],
    })
  })
})

it('what people bring needs a property to be asked', () => {
  const asked = { cohort: { event: 'a' }, return: { event: 'a' }, value: {} }
  const question = readQuestion('retention', asked)
  expect(question).toMatchObject({ value: { property: '' } })
  expect(missingParts(question)).toEqual(['Choose the property that is added up.'])
})

it.each(templates)('“$title” is a question that can be asked', ({ question }) => {
  expect(missingParts(question)).toEqual([])
  const { type, ...q } = question
  expect(readQuestion(type, q)).toEqual(question)
})

it.each(full.flatMap((question) => questionTypes.map((type): [Question, QuestionType] => [question, type])))(
  'a question becomes the nearest of another type',
  (question, type) => {
    const other = asType(question, type)
    expect(other.type).toBe(type)
    expect(other.where).toEqual(question.where)
    const { type: _, ...q } = other
    expect(readQuestion(type, q)).toEqual(other)
  },
)
