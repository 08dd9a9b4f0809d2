import type { ExperimentMetric } from '@throughline/contract/experiment-metrics'
import type { CumulativePoint } from '@throughline/contract/experiment-results'
import { bucketsOf, startOfBucket } from '../../../platform/calendar.ts'
import type { IsoRange } from '../../../platform/range.ts'
import { everybody } from './arm-statistics.ts'
import { compareMetric } from './compare-metric.ts'
import { type StoredExperiment, splitMoved } from './experiment.ts'
import type { AskLog, LogQuestion } from './experiment-queries.ts'
import type { ExperimentStore } from './experiment-store.ts'

/** One request works missing days out for so long; the rest come with the next, and with the hourly run. */
const AT_ONCE_MS = 4_000

interface DaysQuestion {
  readonly experiment: StoredExperiment
  readonly question: Omit<LogQuestion, 'metrics' | 'fields'>
  readonly metric: ExperimentMetric
}

export interface DayService {
  /** The primary metric at the end of each day that is over, the first day first. */
  past(question: DaysQuestion): Promise<CumulativePoint[]>
}

/** Local dates of a range. */
export const daysOf = (range: IsoRange, zone: string): readonly string[] =>
  bucketsOf(range, { zone, interval: 'day', weekStartsOn: 'monday' }).labels

/**
 * How the primary metric stood, day by day. A day is kept once it is over, as it was known then; one that is missing, such
 * as after the server stood still, is worked out from the log as of that day's end.
 */
export function dayService(store: Pick<ExperimentStore, 'days' | 'keepDay'>, ask: AskLog): DayService {
  return {
    async past({ experiment, question, metric }) {
      const kept = new Map((await store.days(experiment.id)).map((point) => [point.day, point]))
      const { from, to } = question.range
      const calendar = { zone: question.zone, interval: 'day', weekStartsOn: 'monday' } as const
      const buckets = bucketsOf(question.range, calendar)
      const began = performance.now()
      for (const [index, day] of buckets.labels.entries()) {
        const end = new Date(startOfBucket(buckets.origin + index + 1, calendar)).toISOString()
        if (kept.has(day) || Date.parse(end) > Date.parse(to)) continue
        if (performance.now() - began > AT_ONCE_MS) break
        const answer = await ask({
          ...question,
          range: { from, to: end },
          days: question.days.slice(0, index + 1),
          metrics: [metric],
          fields: false,
        })
        const compared = compareMetric(
          {
            answer,
            metrics: [metric],
            variations: question.variations,
            phases: Math.max(question.phases.length, 1),
            splitMoved: splitMoved(experiment.phases),
            decision: experiment.plan.decision,
          },
          0,
          everybody,
        )
        const point: CumulativePoint = {
          day,
          arms: compared.flatMap(({ variation, units, effect }) =>
            effect ? [{ variation, units, relative: effect.relative, absolute: effect.absolute }] : [],
          ),
        }
        await store.keepDay(experiment.id, point)
        kept.set(day, point)
      }
      return [...kept.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
    },
  }
}
