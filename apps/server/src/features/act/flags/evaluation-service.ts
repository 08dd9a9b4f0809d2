import type { Context, Evaluation } from '@throughline/evaluator/evaluation'
import type { Clock } from '../../../platform/clock.ts'
import { type AskedBy, personKeyOf } from './asker.ts'
import type { KnownPeople, KnownPerson } from './known-people.ts'
import type { ServedEnvironment } from './served-environment.ts'
import type { UsageCounter } from './usage-counter.ts'

/** Who asks, and where. */
export interface Question {
  readonly served: ServedEnvironment
  readonly context: Context
  readonly askedBy: AskedBy
}

/** Evaluations for clients: counted, and with what is known of the person. No database is asked. */
export interface EvaluationService {
  one(question: Question, key: string): Evaluation
  /** All flags that the asker may know of. */
  all(question: Question): Evaluation[]
}

export function evaluationService(
  people: Pick<KnownPeople, 'of'>,
  usage: Pick<UsageCounter, 'count'>,
  clock: Clock,
): EvaluationService {
  const count = ({ projectId, environment }: ServedEnvironment, { key, variation = '' }: Evaluation) =>
    usage.count(projectId, environment.key, key, variation)

  return {
    one(question, key) {
      const { served, askedBy } = question
      const flag = served.flags.get(key)
      if (!flag || !mayAsk(flag.browsers, askedBy)) return notFound(key)
      const context = flag.asksPerson ? withPerson(question, people) : question.context
      const evaluation = served.evaluator.evaluate(key, context, clock())
      count(served, evaluation)
      return evaluation
    },

    all(question) {
      const { served, askedBy } = question
      const now = clock()
      let known: Context | undefined
      const evaluations: Evaluation[] = []
      for (const flag of served.flags.values()) {
        if (!mayAsk(flag.browsers, askedBy)) continue
        known ??= flag.asksPerson ? withPerson(question, people) : undefined
        const context = (flag.asksPerson && known) || question.context
        const evaluation = served.evaluator.evaluate(flag.key, context, now)
        count(served, evaluation)
        evaluations.push(evaluation)
      }
      return evaluations
    },
  }
}

const mayAsk = (browsers: string, askedBy: AskedBy): boolean => askedBy === 'token' || browsers !== 'none'

/** Whether who asks may know of a flag that it did not ask for. */
export const mayKnow =
  ({ served, askedBy }: Question): ((key: string) => boolean) =>
  (key) =>
    mayAsk(served.flags.get(key)?.browsers ?? 'none', askedBy)

const notFound = (key: string): Evaluation => ({
  key,
  reason: 'ERROR',
  errorCode: 'FLAG_NOT_FOUND',
  errorMessage: `There is no flag ${JSON.stringify(key)} here.`,
})

/**
 * The context with what is known of the person. What a server says of the person itself comes first; what a browser says
 * of it counts for nothing.
 */
export function withPerson({ served, context, askedBy }: Question, people: Pick<KnownPeople, 'of'>): Context {
  const key = personKeyOf(served.projectId, context, askedBy)
  const known: KnownPerson = key === undefined ? nobody : people.of(served.projectId, key)
  if (askedBy === 'write_key') return { ...context, ...known }
  const { person, segments } = context
  return {
    ...context,
    person: { ...known.person, ...(isObject(person) && person) },
    segments: Array.isArray(segments) ? segments : known.segments,
  }
}

const nobody: KnownPerson = { person: {}, segments: [] }

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
