import { type JourneyMapping, type StageRule, stages } from '@throughline/contract/journey-mapping'

/** The definitions of a journey once more, plainly and in memory: what tests compare the store's answers with. */
export interface NaiveStep {
  readonly person: string
  readonly at: number
  readonly seq: number
  readonly type: string
  readonly event: string
  readonly path: string
  readonly channel: string
  readonly session: string
  /** Values of what filters look at, by the filters' names. */
  readonly fields: Readonly<Record<string, string | number>>
}

export interface NaiveJourney {
  readonly active: number
  readonly people: number
  readonly unmappedEvents: number
  readonly stages: readonly {
    people: number
    visits: number
    onward: number
    ended: number
    waitMs: number | null
  }[]
  readonly landed: number
  readonly bounced: number
  /** By `stage/touchpoint/channel`. */
  readonly touchpoints: Readonly<Record<string, { people: number; visits: number; events: number }>>
}

interface Placed extends NaiveStep {
  readonly visit: string
}

interface Staged extends Placed {
  readonly stage: number
  readonly label: string
}

const IDLE_MS = 30 * 60_000
const visitChannels = ['web', 'ios', 'android', 'store']

export function naiveJourney(
  events: readonly NaiveStep[],
  mapping: JourneyMapping,
  range: { readonly from: number; readonly to: number },
): NaiveJourney {
  const past = events.filter(({ at }) => at < range.to)
  const people = [...Map.groupBy(past, ({ person }) => person).values()].map((own) =>
    personSteps(own, mapping, range),
  )
  const active = people.filter(({ within }) => within.length > 0)
  const waits = stages.map((): number[] => [])
  const result = stages.map(() => ({ people: 0, visits: 0, onward: 0, ended: 0 }))
  const touchpoints: Record<string, { people: number; visits: number; events: number }> = {}
  let [landed, bounced] = [0, 0]

  for (const { within, steps } of active) {
    stages.forEach((name, index) => {
      const mine = steps.filter(({ stage }) => stage === index + 1)
      const counts = result[index]
      const first = mine[0]
      if (!counts || !first) return
      counts.people++
      counts.visits += distinctVisits(mine)
      if (steps.at(-1)?.stage === index + 1) counts.ended++
      const next = steps.slice(steps.indexOf(first) + 1).find(({ stage }) => stage > index + 1)
      if (next) {
        counts.onward++
        waits[index]?.push(next.at - first.at)
      }
      for (const [key, met] of Map.groupBy(mine, ({ label, channel }) => `${name}/${label}/${channel}`)) {
        const sum = touchpoints[key] ?? { people: 0, visits: 0, events: 0 }
        touchpoints[key] = sum
        sum.people++
        sum.visits += distinctVisits(met)
        sum.events += met.length
      }
    })
    const landings = new Set(
      steps.filter(({ stage, visit }) => stage === 1 && visit !== '').map(({ visit }) => visit),
    )
    for (const visit of landings) {
      const pages = within.filter((event) => event.visit === visit && ['page', 'screen'].includes(event.type))
      if (pages.length > 0) landed++
      if (pages.length === 1) bounced++
    }
  }
  return {
    active: active.length,
    people: active.filter(({ steps }) => steps.length > 0).length,
    unmappedEvents: active.reduce((sum, { within, steps }) => sum + within.length - steps.length, 0),
    stages: result.map((counts, index) => ({ ...counts, waitMs: median(waits[index] ?? []) })),
    landed,
    bounced,
    touchpoints,
  }
}

const distinctVisits = (steps: readonly Placed[]): number =>
  new Set(steps.map(({ visit }) => visit).filter((visit) => visit !== '')).size

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function personSteps(
  own: readonly NaiveStep[],
  { rules }: JourneyMapping,
  range: { readonly from: number },
): { within: readonly Placed[]; steps: readonly Staged[] } {
  const events = withVisits([...own].sort((a, b) => a.at - b.at || a.seq - b.seq))
  const visits = events.filter(({ visit, channel }) => visit !== '' && visitChannels.includes(channel))
  const firstVisit = visits[0]?.visit
  const order = events.find(({ event }) => event === 'Order Completed')
  const signUp = events.find(({ event }) => event === 'Signed Up' || event === 'Trial Started')
  const began = new Map<string, number>()
  for (const { visit, at } of visits) if (!began.has(visit)) began.set(visit, at)
  const useVisit = order && [...began].find(([, at]) => at > order.at)?.[0]

  const fits = (rule: StageRule, event: Placed): boolean => {
    const { visit, order: ordered, signUp: signed, firstUse } = rule.moment ?? {}
    const inUse =
      event.visit !== '' &&
      ((signUp !== undefined && event.visit === signUp.visit && event.at > signUp.at) ||
        (order !== undefined && event.visit === useVisit && event.at > order.at))
    return (
      (rule.event === undefined || rule.event === '*' || rule.event === event.event) &&
      (rule.path === undefined || glob(rule.path).test(event.path)) &&
      (rule.where ?? []).every(({ property, operator, value }) => {
        const given =
          property === 'type' ? event.type : property === 'event' ? event.event : event.fields[property]
        if (operator === 'exists') return given !== undefined
        if (operator === 'in') return Array.isArray(value) && value.includes(given ?? '')
        if (operator === 'notIn') return !(Array.isArray(value) && value.includes(given ?? ''))
        return operator === 'atLeast' ? Number(given) >= Number(value) : given === value
      }) &&
      (visit === undefined || (event.visit !== '' && (event.visit === firstVisit) === (visit === 'first'))) &&
      (ordered === undefined || (order !== undefined && event.at > order.at) === (ordered === 'after')) &&
      (signed === undefined || (signUp !== undefined && event.at > signUp.at) === (signed === 'after')) &&
      (firstUse === undefined || inUse === firstUse)
    )
  }

  const within = events.filter(({ at }) => at >= range.from)
  const steps = within.flatMap((event) => {
    const rule = rules.find((candidate) => fits(candidate, event))
    return rule ? [{ ...event, stage: stages.indexOf(rule.stage) + 1, label: rule.touchpoint }] : []
  })
  return { within, steps: steps.sort((a, b) => a.at - b.at || a.stage - b.stage) }
}

function withVisits(events: readonly NaiveStep[]): Placed[] {
  let last: number | undefined
  let idle = ''
  return events.map((event) => {
    if (event.session !== '') return { ...event, visit: event.session }
    if (!visitChannels.includes(event.channel)) return { ...event, visit: '' }
    if (last === undefined || event.at - last > IDLE_MS) idle = `idle ${event.at}`
    last = event.at
    return { ...event, visit: idle }
  })
}

const glob = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  )
