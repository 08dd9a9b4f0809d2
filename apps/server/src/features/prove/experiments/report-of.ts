import type {
  ExperimentMetricResult,
  ExperimentReport,
  ExperimentResults,
  ResultInterval,
} from '@throughline/contract/experiment-results'
import { type StoredExperiment, variationsOf } from './experiment.ts'
import { amountWords, moneyWords, sentenceText, shareWords, valueWords } from './verdict-words.ts'

type Section = ExperimentReport['sections'][number]

/** A report to share and to print: what was tried, what came of it, and how far it can be trusted. */
export function reportOf(experiment: StoredExperiment, results: ExperimentResults): ExperimentReport {
  const sections = [
    verdictSection(results),
    triedSection(experiment),
    effectsSection(results),
    healthSection(results),
    segmentsSection(results),
    methodSection(results),
  ].filter((section) => section !== null)
  return {
    title: experiment.name,
    writtenAt: results.computedAt,
    sections,
    markdown: markdownOf(experiment.name, sections),
  }
}

const section = (title: string, paragraphs: readonly string[], table: Section['table'] = null): Section => ({
  title,
  paragraphs: [...paragraphs],
  table,
})

const verdictSection = ({ verdict }: ExperimentResults): Section =>
  section('Verdict', [sentenceText(verdict.sentence), verdict.next, ...verdict.reasons])

function triedSection({
  plan,
  flag,
  environment,
  phases,
  startedAt,
  stoppedAt,
  shipped,
  decided,
}: StoredExperiment): Section {
  const day = (at: Date | null) => at?.toISOString().slice(0, 10)
  return section('What was tried', [
    ...(plan.hypothesis ? [plan.hypothesis] : []),
    `The flag ${flag} in ${environment}: ${variationsOf(plan).join(' against ')}, by ${plan.unit}.`,
    ...(startedAt
      ? [
          `Ran from ${day(startedAt)}${stoppedAt ? ` to ${day(stoppedAt)}` : ' and still runs'}, with ${phases.map(({ traffic }) => `${traffic} %`).join(', then ')} of the audience.`,
          ...phases.flatMap(({ because }, phase) => (because ? [`Batch ${phase + 1}: ${because}`] : [])),
        ]
      : []),
    ...(shipped ? [`"${shipped}" was shipped.`] : []),
    ...(decided ? [decided] : []),
  ])
}

function effectsSection({ metrics, currency }: ExperimentResults): Section | null {
  if (metrics.length === 0) return null
  const rows = metrics.flatMap((metric) =>
    metric.arms.flatMap(({ variation, value, effect }) => {
      if (!effect) return []
      const control = metric.arms[0]?.value ?? null
      return [
        [
          `${metric.name} (${metric.role})`,
          variation,
          known(control, metric, currency),
          known(value, metric, currency),
          effectWords(effect.relative, effect.absolute, metric, currency),
          effect.state === 'none' ? (effect.note ?? '') : effect.state,
          effect.moneyPerYear ? `${moneyWords(effect.moneyPerYear.estimate, currency)}` : '',
        ],
      ]
    }),
  )
  return section('Effects', [], {
    columns: ['Metric', 'Variation', 'Control', 'With it', 'Effect and interval', 'Reading', 'A year'],
    rows,
  })
}

const known = (value: number | null, { format }: ExperimentMetricResult, currency: string): string =>
  value === null ? '–' : valueWords(value, format, currency)

function effectWords(
  relative: ResultInterval | null,
  absolute: ResultInterval | null,
  { format }: ExperimentMetricResult,
  currency: string,
): string {
  const range = relative ?? absolute
  if (!range) return '–'
  const words = (value: number) =>
    `${value < 0 ? '−' : '+'}${relative ? shareWords(Math.abs(value)) : amountWords(Math.abs(value), format, currency)}`
  return `${words(range.estimate)} (${words(range.low)} to ${words(range.high)})`
}

const healthSection = ({ health }: ExperimentResults): Section =>
  section(
    'Whether it can be trusted',
    health.checks.map(({ sentence }) => sentence),
  )

function segmentsSection({ segments, method, metrics, currency }: ExperimentResults): Section | null {
  const [primary] = metrics
  if (segments.length === 0 || !primary) return null
  const rows = segments.flatMap(({ field, value, arms }) =>
    arms.flatMap(({ variation, units, effect }) =>
      effect
        ? [
            [
              `${field}: ${value}`,
              variation,
              String(units),
              effectWords(effect.relative, effect.absolute, primary, currency),
              effect.state,
            ],
          ]
        : [],
    ),
  )
  return section('Segments', [method.correction], {
    columns: ['Segment', 'Variation', 'Units', 'Effect and interval', 'Reading'],
    rows,
  })
}

const methodSection = ({ method }: ExperimentResults): Section =>
  section('How it was worked out', [...method.words, ...(method.prior ? [method.prior] : [])])

function markdownOf(title: string, sections: readonly Section[]): string {
  const escaped = (text: string) => text.replace(/([\\|*_`<>[\]])/g, '\\$1')
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [
    `# ${escaped(title)}`,
    ...sections.flatMap(({ title: heading, paragraphs, table }) => [
      `## ${heading}`,
      ...paragraphs.map(escaped),
      ...(table
        ? [
            [
              row(table.columns),
              `| ${table.columns.map(() => '---').join(' | ')} |`,
              ...table.rows.map(row),
            ].join('\n'),
          ]
        : []),
    ]),
  ].join('\n\n')
}
