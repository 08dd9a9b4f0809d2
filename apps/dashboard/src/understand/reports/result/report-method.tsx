import type { Answered } from './ask-report.ts'
import { whenWords } from './asked-range.ts'
import classes from './result.module.css'

/** How the numbers come about, one click away. */
export function ReportMethod({ answered }: { answered: Answered }) {
  return (
    <details className={classes.method}>
      <summary>How this is counted</summary>
      <ul>
        {[...methodOf(answered), ...shared(answered)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}

function methodOf(answered: Answered): readonly string[] {
  switch (answered.type) {
    case 'trend':
      return methods.trend(answered)
    case 'funnel':
      return methods.funnel(answered)
    case 'retention':
      return methods.retention(answered)
    case 'paths':
      return methods.paths(answered)
    case 'lifecycle':
      return methods.lifecycle(answered)
  }
}

type Of<Type extends Answered['type']> = Extract<Answered, { type: Type }>

const interval =
  'Intervals are 95 % score intervals (Wilson): with as many people again, the share would lie between the two ends in about 95 of 100 cases.'

const methods: { readonly [Type in Answered['type']]: (answered: Of<Type>) => readonly string[] } = {
  trend: ({ asked }) => [
    `Events are counted by the ${asked.interval} in which they happened.`,
    ...(asked.series.some(({ measure }) => measure === 'people')
      ? [
          'People are counted once a bucket, and once in the total: the total is less than the sum of the buckets.',
        ]
      : []),
    ...(asked.series.some(({ property }) => property)
      ? ['A property is measured over the events whose value is a number; the others are left out.']
      : []),
    'These are complete counts, not samples.',
  ],
  funnel: ({ asked }) => [
    asked.order === 'strict'
      ? 'Strict: the steps come one right after the other, with nothing else in between.'
      : asked.order === 'unordered'
        ? 'Unordered: the steps may come in any order; step n is reached by whoever did any n of them.'
        : 'Ordered: the steps come in this order; other events may lie in between.',
    `Each ${asked.unit === 'session' ? 'session' : 'person'} counts once, by the attempt that got furthest.`,
    'Times are those of the first attempt that reached the furthest step.',
    interval,
  ],
  retention: ({ asked }) => [
    asked.cohort.firstTime
      ? 'A person belongs to one cohort: that of their first such event in all history.'
      : `A person belongs to the cohort of each ${asked.period} in which they did it.`,
    ...(asked.value
      ? [
          `A sum adds the numbers of ${asked.value.property} over what they came back with in exactly that period; ${asked.period} 0 is the whole ${asked.period} in which they began. Values that are no numbers are left out.`,
          'Per person: divided by all people of the cohort, those who brought nothing too.',
          'The chart leaves out cohorts for which the period is not over.',
        ]
      : [
          asked.counting === 'onOrAfter'
            ? 'A cell counts who came back in that period or in a later one.'
            : 'A cell counts who came back in exactly that period.',
          'The curve leaves out cohorts for which the period is not over.',
          interval,
        ]),
  ],
  paths: ({ asked }) => [
    `Each ${(asked.unit ?? 'session') === 'session' ? 'session' : 'person'} counts once, from their first “${asked.anchor.path ?? asked.anchor.event}” on.`,
    'The same thing several times in a row counts as one step.',
    `The ${asked.width ?? 10} most frequent of a step are named; the rest are “All others”.`,
    interval,
  ],
  lifecycle: ({ asked }) => [
    `New: their first such event of all time. Returning: active in the ${asked.interval} before, too. Resurrecting: active again after a pause. Dormant: active in the ${asked.interval} before, and not in this one.`,
    'These are complete counts, not samples.',
  ],
}

const shared = ({ asked }: Answered): readonly string[] => [
  `Period: ${whenWords(asked)}, its last day included. A person’s devices count as one person where they have been joined.`,
]
