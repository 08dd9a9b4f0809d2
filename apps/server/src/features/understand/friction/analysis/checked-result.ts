import { getFinding, listFriction } from '@throughline/contract/friction'
import { Value } from 'typebox/value'
import type { AnalysisResult } from './analysis-result.ts'

/** What is wrong with a result of the analysis, whatever it was asked: nothing should be. */
export function faultsOf(result: AnalysisResult): string[] {
  const asJson = JSON.parse(JSON.stringify(result)) as AnalysisResult
  const { findings, ...figures } = asJson
  const answer = {
    ...figures,
    status: 'ready',
    problem: null,
    computedAt: null,
    findings: findings.map(asTold),
  }
  return [
    ...notFinite(result, 'result'),
    ...(JSON.stringify(asJson) === JSON.stringify(result) ? [] : ['does not survive JSON']),
    ...broken(listFriction.response, answer),
    ...findings.flatMap((finding, index) => [
      ...broken(getFinding.response, {
        status: 'ready',
        currency: figures.currency,
        finding: asTold(finding),
        naive: finding.naive,
        sensitivity: finding.sensitivity,
        funnel: finding.funnel,
        hit: finding.hit,
        recordings: [],
        verbatims: [],
        vitals: [],
        requests: [],
        releases: [],
        covariates: finding.covariates,
        balance: finding.balance,
        history: [],
      }),
      ...oddities(finding).map((fault) => `finding ${index}: ${fault}`),
    ]),
  ]
}

type Analysed = AnalysisResult['findings'][number]

/** As the service tells it, with what only the service knows. */
function asTold({ affected, funnel, hit, covariates, balance, naive, sensitivity, ...finding }: Analysed) {
  return {
    ...finding,
    id: 'f1',
    state: 'new',
    mark: 'none',
    reason: null,
    owner: null,
    evidence: { recordings: [], verbatims: [], vitals: {} },
    actions: [],
  }
}

const broken = (
  schema: typeof listFriction.response | typeof getFinding.response,
  value: unknown,
): string[] => Value.Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`)

function notFinite(value: unknown, at: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${at} is ${value}`]
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${at} is undefined`] : []
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${at}.${key}`))
}

function oddities(finding: Analysed): string[] {
  const { moneyAtRisk, ordersAtRisk, conversion, otherCurrencies, effort, when, sessions, affected } = finding
  const intervals = [moneyAtRisk, ordersAtRisk, conversion.lossPoints, ...otherCurrencies]
  if (effort.seconds) intervals.push(effort.seconds)
  const shares = [sessions.exposedShare, conversion.affected, conversion.comparable]
  return [
    ...intervals.flatMap((one) =>
      one.low <= one.estimate && one.estimate <= one.high ? [] : [`not ordered: ${JSON.stringify(one)}`],
    ),
    ...shares.flatMap((share) => (share >= 0 && share <= 1 ? [] : [`no share: ${share}`])),
    ...(finding.q >= 0 && finding.q <= 0.05 ? [] : [`q is ${finding.q}`]),
    ...(moneyAtRisk.estimate > 0 ? [] : ['costs nothing']),
    ...(when.from <= when.to ? [] : [`from ${when.from} to ${when.to}`]),
    ...(affected.length <= 200 && affected.length <= sessions.affected ? [] : ['too many affected']),
    ...(Math.abs(finding.course.reduce((sum, { money }) => sum + money, 0) - moneyAtRisk.estimate) <
    1e-6 * Math.max(1, moneyAtRisk.estimate)
      ? []
      : ['the course does not sum to the money']),
  ]
}
