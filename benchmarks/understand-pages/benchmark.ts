import type { Figure, Measurement, Task } from '../benchmark.ts'
import { processorSeconds, settle } from '../product/processor-time.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { largeStore } from '../store/large-store.ts'

const month = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' }
const PROCESSOR_AT_MOST_S = 2
/** Of three answers the middle one: the first may have to read from disk. */
const TIMES = 3

interface Question {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  /** @returns what was counted; nothing counted means that the question found nothing to do */
  found(answer: never): number
}

const questions: readonly Question[] = [
  post('vitals by page', 'vitals', { interval: 'day', by: 'page' }, (answer: Views) => answer.views),
  post('what speed costs', 'vitals/cost', {}, (answer: { sessions: number }) => answer.sessions),
  post('heatmap, a pattern', 'heatmaps', { path: '/c/*' }, (answer: Views) => answer.views),
  post('heatmap, a page', 'heatmaps', { path: '/cart', device: 'mobile' }, (answer: Views) => answer.views),
  post('heatmap pages', 'heatmaps/pages', {}, (answer: { pages: unknown[] }) => answer.pages.length),
  post('forms', 'forms', {}, (answer: { forms: unknown[] }) => answer.forms.length),
  post(
    'form fields',
    'forms/fields',
    { form: 'contact' },
    (answer: { fields: unknown[] }) => answer.fields.length,
  ),
  {
    name: 'people',
    method: 'GET',
    path: '/api/v1/people?limit=50',
    found: (answer: { people: unknown[] }) => answer.people.length,
  },
]

interface Views {
  readonly views: number
}

/** How long the pages about speed, clicks, forms and people take for a month of the large store, and how much processor. */
export async function understandPages(task: Task): Promise<Measurement[]> {
  await using dataDir = await temporaryDataDir(await largeStore(task))
  await using product = await startProduct(dataDir.path)
  if (!task.smoke) await settle(product)
  const figures: Figure[] = []
  for (const question of questions) figures.push(...(await figuresOf(product, question)))
  await product.stop()
  return [
    {
      name: 'understand-pages',
      about: `one month of ${task.events} events, one question after the other; the middle of ${TIMES}`,
      figures,
    },
  ]
}

async function figuresOf(product: Product, { name, method, path, body, found }: Question): Promise<Figure[]> {
  const answers: { seconds: number; processor: number }[] = []
  for (let time = 0; time < TIMES; time++) {
    const [before, began] = [processorSeconds(product.pid), performance.now()]
    const answer = await product.ask<never>(method, path, body)
    const seconds = (performance.now() - began) / 1000
    answers.push({ seconds, processor: processorSeconds(product.pid) - before })
    if (!(found(answer) > 0)) throw new Error(`${name} found nothing in the large store.`)
  }
  const middle = (of: 'seconds' | 'processor') =>
    answers.map((answer) => answer[of]).sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0
  return [
    { name, value: middle('seconds'), unit: 's' },
    {
      name: `${name}, processor`,
      value: middle('processor'),
      unit: 's',
      bound: { atMost: PROCESSOR_AT_MOST_S },
    },
  ]
}

function post(name: string, path: string, body: object, found: Question['found']): Question {
  return { name, method: 'POST', path: `/api/v1/${path}`, body: { ...month, ...body }, found }
}
