import type { Measurement, Task } from '../benchmark.ts'
import { type FlagEngine, flagdCore, growthBook, type Person, throughline } from './engines.ts'

/**
 * Local evaluations a second of a flag with five rules on one core, beside those of two other engines with the same flag
 * and the same people. What rules decide must be the same in all three; who draws what of the split is each one's own.
 */
export async function evaluator({ smoke }: Task): Promise<Measurement[]> {
  const people = contexts(1000)
  const engines = { ours: throughline(), flagd: flagdCore(), growthbook: growthBook() }
  compareAnswers(people, Object.values(engines))
  const rounds = smoke ? 2 : 200
  const speeds = { ours: 0, flagd: 0, growthbook: 0 }
  for (let round = 0; round < rounds; round++) {
    speeds.ours = Math.max(speeds.ours, evaluationsASecond(engines.ours, people, smoke ? 1 : 50))
    speeds.flagd = Math.max(speeds.flagd, evaluationsASecond(engines.flagd, people, smoke ? 1 : 10))
    speeds.growthbook = Math.max(
      speeds.growthbook,
      evaluationsASecond(engines.growthbook, people, smoke ? 1 : 2),
    )
  }
  return [
    {
      name: 'evaluator',
      about:
        'local evaluations/s of a five-rule flag on one core over those of flagd-core with the same flag',
      ratio: { value: speeds.ours / speeds.flagd },
      figures: [
        { name: 'ours', value: speeds.ours, unit: 'evaluations/s', bound: { atLeast: 2_000_000 } },
        { name: 'flagd-core', value: speeds.flagd, unit: 'evaluations/s' },
        { name: 'GrowthBook SDK', value: speeds.growthbook, unit: 'evaluations/s' },
      ],
    },
  ]
}

/** People of whom each rule gets some, and the split about two thirds. */
function contexts(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    targetingKey: `user-${index * 7919}`,
    email: index % 20 === 0 ? `person-${index}@example.com` : `person-${index}@mail.org`,
    app: { version: `2.${index % 16}.${index % 5}` },
    country: ['DE', 'FR', 'US', 'AT'][index % 4] ?? 'DE',
    plan: index % 3 === 0 ? 'pro' : 'free',
    orders: index % 13,
  }))
}

/** A round is a few milliseconds, so that the fastest one was not interrupted by the neighbours. */
function evaluationsASecond(engine: FlagEngine, people: readonly Person[], times: number): number {
  let served = 0
  const start = performance.now()
  for (let time = 0; time < times; time++)
    for (const person of people) if (engine.value(person) !== undefined) served++
  const seconds = (performance.now() - start) / 1000
  if (served !== times * people.length) throw new Error('Somebody was served nothing')
  return served / seconds
}

function compareAnswers(people: readonly Person[], engines: readonly FlagEngine[]): void {
  for (const person of people) {
    const answers = engines.map((engine) => (engine.isDrawn(person) ? 'drawn' : engine.value(person)))
    if (new Set(answers).size > 1)
      throw new Error(`The engines differ for ${JSON.stringify(person)}: ${answers.join(', ')}`)
  }
}
