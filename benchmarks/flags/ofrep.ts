import { join } from 'node:path'
import type { Datafile } from '@throughline/evaluator/datafile'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { settle } from '../product/processor-time.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { quantile } from '../quantile.ts'
import type { OfrepOrder, OfrepOutcome } from './ofrep-orders.ts'

const RATE = 3_000
const P99_AT_MOST_MS = 10
const FLAGS = 20

/** Evaluations through the real server, one flag a request as server SDKs ask and all at once as browsers do. */
export async function ofrep(task: Task): Promise<Measurement[]> {
  const seconds = task.smoke ? 0.3 : 15
  await using dataDir = await temporaryDataDir()
  await using product = await startProduct(dataDir.path)
  const load = startAnswerer<OfrepOrder, OfrepOutcome>(join(import.meta.dirname, 'ofrep-load-process.ts'))
  const bare = startAnswerer<Datafile, number>(join(import.meta.dirname, 'bare-door-process.ts'))
  try {
    for (let index = 0; index < FLAGS; index++) await makeFlag(product, `flag-${index}`)
    const barePort = await bare.ask(await product.ask<Datafile>('GET', '/api/v1/flags/datafile'))
    if (!task.smoke) await settle(product)
    const single = '/ofrep/v1/evaluate/flags/flag-0'
    const order = { path: single, authorization: `Bearer ${product.writeKey}`, connections: 24, seconds }
    const run = async (what: Partial<OfrepOrder>, people: string) => {
      const outcome = await load.ask({ ...order, port: product.port, ...what, people })
      if (outcome.refused > 0 || outcome.answered === 0) throw new Error(`${outcome.refused} were refused.`)
      return outcome
    }
    await run({ seconds: task.smoke ? 0.2 : 3 }, 'warm')
    const paced = await run({ perSecond: task.smoke ? 200 : RATE }, 'paced')
    task.say(`paced: p99 ${quantile(paced.latencies, 0.99).toFixed(1)} ms`)
    const bulk = await run({ path: '/ofrep/v1/evaluate/flags', perSecond: task.smoke ? 50 : 1_000 }, 'bulk')
    const flood = await run({ connections: 48 }, 'flood')
    const door = await run({ connections: 48, port: barePort }, 'bare')
    await checkCounts(product, paced.answered + flood.answered)
    await product.stop()
    return [
      {
        name: 'ofrep',
        about:
          'evaluations a second of a five-rule flag over OFREP, over a bare HTTP door with the same evaluator',
        ratio: { value: flood.answered / flood.seconds / (door.answered / door.seconds) },
        figures: [
          {
            name: 'one flag, at full speed',
            value: flood.answered / flood.seconds,
            unit: '/s',
            bound: { atLeast: RATE },
          },
          ...figuresOf(`one flag at ${RATE}/s`, paced),
          ...figuresOf(`all ${FLAGS} flags at 1,000/s`, bulk),
        ],
      },
    ]
  } finally {
    await Promise.all([load.close(), bare.close()])
  }
}

const figuresOf = (what: string, { latencies }: OfrepOutcome): Figure[] => [
  { name: `${what}, p50`, value: quantile(latencies, 0.5), unit: 'ms' },
  { name: `${what}, p99`, value: quantile(latencies, 0.99), unit: 'ms', bound: { atMost: P99_AT_MOST_MS } },
]

async function makeFlag(product: Product, key: string): Promise<void> {
  const rule = (attribute: string, operator: string, value: string | string[]) => ({
    conditions: [{ attribute, operator, value }],
    serve: { variation: 'on' },
  })
  const half = [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 50 },
  ]
  await product.ask('POST', '/api/v1/flags', {
    key,
    type: 'boolean',
    environments: {
      production: {
        rules: [
          rule('email', 'endsWith', '@example.com'),
          rule('country', 'in', ['US', 'CA']),
          rule('plan', 'equals', 'pro'),
          rule('version', 'versionAtLeast', '3.0.0'),
          { conditions: [{ attribute: 'country', operator: 'equals', value: 'DE' }], serve: { split: half } },
        ],
        otherwise: { variation: 'off' },
      },
    },
  })
}

/** What was answered is what was counted. */
async function checkCounts(product: Product, answered: number): Promise<void> {
  const { total } = await product.ask<{ total: number }>('GET', '/api/v1/flags/flag-0/usage')
  if (total < answered) throw new Error(`${answered} evaluations were answered, and ${total} were counted.`)
}
