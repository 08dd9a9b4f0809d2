import type { FindingState, FrictionEstimate } from '@throughline/contract/friction'
import { lastingDays } from './finding-life.ts'
import type { IdentifiedFinding } from './finding-register.ts'

const MONTH_DAYS = 30

/** What is told of a finding; the webhook gets it as JSON. */
export interface AlertMessage {
  readonly type: 'friction.found'
  readonly project: { readonly id: string; readonly name: string }
  readonly finding: {
    readonly id: string
    readonly title: string
    readonly state: FindingState
    readonly signal: string
    readonly where: IdentifiedFinding['where']
    readonly who: IdentifiedFinding['who']
    readonly when: IdentifiedFinding['when']
    readonly sessions: number
    readonly currency: string
    /** Money at risk in 30 days, at the pace at which it is lost while it lasts. */
    readonly moneyIn30Days: FrictionEstimate
    /** Neither method is proof. */
    readonly method: IdentifiedFinding['method']
    /** Its page; null where the server was not told its own address. */
    readonly url: string | null
  }
  /** All of it in one sentence, under the name that chat programs expect. */
  readonly text: string
}

export interface AlertContext {
  readonly project: AlertMessage['project']
  readonly state: FindingState
  readonly currency: string
  readonly publicUrl: string | undefined
}

/** Money at risk in 30 days, at the pace at which it is lost while it lasts. */
export function moneyIn30Days(finding: Pick<IdentifiedFinding, 'moneyAtRisk' | 'when'>): FrictionEstimate {
  const times = MONTH_DAYS / lastingDays(finding)
  const { estimate, low, high } = finding.moneyAtRisk
  return { estimate: estimate * times, low: low * times, high: high * times }
}

export function alertMessage(finding: IdentifiedFinding, context: AlertContext): AlertMessage {
  const { project, state, currency, publicUrl } = context
  const money = moneyIn30Days(finding)
  const url = publicUrl === undefined ? null : `${publicUrl.replace(/\/$/, '')}/friction/${finding.id}`
  const words = moneyWords(money, currency)
  return {
    type: 'friction.found',
    project,
    finding: {
      id: finding.id,
      title: finding.title,
      state,
      signal: finding.signal,
      where: finding.where,
      who: finding.who,
      when: finding.when,
      sessions: finding.sessions.affected,
      currency,
      moneyIn30Days: money,
      method: finding.method,
      url,
    },
    text: `${state === 'back' ? 'Back' : 'New'}: ${finding.title}. ${words}${url ? ` ${url}` : ''}`,
  }
}

/** The message as a mail without markup; its title says who. */
export function mailOf({ project, finding }: AlertMessage): { subject: string; text: string } {
  const { where, when, sessions, moneyIn30Days: money, currency, url } = finding
  const place = [where.step && `step ${where.step}`, where.path, where.element, where.detail]
    .filter(Boolean)
    .join(', ')
  return {
    subject: oneLine(`${finding.state === 'back' ? 'Back' : 'New'} in ${project.name}: ${finding.title}`),
    text: [
      `${finding.title}.`,
      moneyWords(money, currency),
      `Where: ${place}.`,
      `Sessions that met it: ${sessions}, from ${dayOf(when.from)} to ${dayOf(when.to)}.`,
      'The figure comes from comparing sessions with others like them. Only an experiment proves it.',
      ...(url ? [`All about it: ${url}`] : []),
      'This is told once. Who is told, and from what amount on, is set under Friction in Throughline.',
    ].join('\n\n'),
  }
}

function moneyWords({ estimate, low, high }: FrictionEstimate, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 })
  const [middle, least, most] = [estimate, low, high].map((amount) => format.format(amount))
  return `It costs about ${middle} in 30 days, between ${least} and ${most}.`
}

const dayOf = (iso: string): string => iso.slice(0, 'yyyy-mm-dd'.length)
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 200)
