import type { FunnelRequest } from '@throughline/contract/reports'

/** An event of a made-up history: what it is, its time in milliseconds, and a mark that steps may ask for. */
export interface HistoryEvent {
  readonly event: string
  readonly at: number
  readonly marked: boolean
}

interface Attempt {
  /** Times of the steps that it came to. */
  readonly times: readonly number[]
  /** Unbroken attempts win over broken ones that came as far. */
  readonly broken: boolean
  readonly depth: number
}

/**
 * A funnel by its definition, one event after another: the independent check of the query. Undefined for who began no
 * attempt or was dropped, else the times of the steps of the attempt that counts.
 */
export function referenceFunnel(
  history: readonly HistoryEvent[],
  request: FunnelRequest,
): readonly number[] | undefined {
  const arranged = arrange(history, request)
  const starts = arranged.flatMap((event, index) =>
    (
      request.order === 'unordered'
        ? request.steps.some((step) => fits(event, step))
        : fits(event, request.steps[0])
    )
      ? [index]
      : [],
  )
  const attempts = starts.map((start) => attempt(arranged, start, request))
  const depth = Math.max(0, ...attempts.map((each) => each.depth))
  const deepest = attempts.filter((each) => each.depth === depth)
  return deepest.find(({ broken }) => !broken)?.times
}

type Choice = { readonly event: string; readonly where?: readonly unknown[] } | undefined

const fits = (event: HistoryEvent, choice: Choice): boolean =>
  choice !== undefined &&
  (choice.event === '*' || choice.event === event.event) &&
  (!choice.where?.length || event.marked)

/** Events of one moment: in the order of the steps where each can be one thing only, else as they arrived. */
function arrange(history: readonly HistoryEvent[], request: FunnelRequest): HistoryEvent[] {
  const names = [...request.steps, ...(request.exclusions ?? [])].map(({ event }) => event)
  const single = new Set(names).size === names.length && !names.includes('*') && request.order !== 'strict'
  const rank = (event: HistoryEvent) => (single ? request.steps.findIndex((step) => fits(event, step)) : 0)
  return history
    .map((event, arrival) => ({ event, arrival }))
    .sort((a, b) => a.event.at - b.event.at || rank(a.event) - rank(b.event) || a.arrival - b.arrival)
    .map(({ event }) => event)
}

function attempt(events: readonly HistoryEvent[], start: number, request: FunnelRequest): Attempt {
  const times = timesOf(events, start, request)
  const first = times[0] as number
  const end = first + windowMs(request)
  const crossings = (request.exclusions ?? []).flatMap((exclusion) => {
    const opened = times[exclusion.afterStep - 1]
    if (opened === undefined) return []
    const closed = times[exclusion.beforeStep - 1] ?? end + 1
    const within = events.filter(({ at }) => at > opened && at < closed)
    const candidates = request.order === 'strict' ? nextAfter(events, start, times, exclusion, end) : within
    return candidates.filter((event) => fits(event, exclusion)).map(({ at }) => at)
  })
  if (crossings.length === 0) return { times, broken: false, depth: times.length }
  const crossed = Math.min(...crossings)
  const before = times.filter((time) => time <= crossed).length
  const depth = request.order === 'strict' ? times.length : Math.min(times.length, before + 1)
  return { times, broken: true, depth }
}

/** Strict steps: only the very next event can break an attempt that still waits for it. */
function nextAfter(
  events: readonly HistoryEvent[],
  start: number,
  times: readonly number[],
  exclusion: { afterStep: number; beforeStep: number },
  end: number,
): HistoryEvent[] {
  const reached = times.length
  if (reached < exclusion.afterStep || reached >= exclusion.beforeStep) return []
  const next = events[start + reached]
  return next && next.at <= end ? [next] : []
}

const windowMs = (request: FunnelRequest): number =>
  request.windowSeconds === undefined
    ? Date.parse(request.to) - Date.parse(request.from)
    : request.windowSeconds * 1000

function timesOf(events: readonly HistoryEvent[], start: number, request: FunnelRequest): number[] {
  const first = (events[start] as HistoryEvent).at
  const followers = events.slice(start).filter(({ at }) => at <= first + windowMs(request))
  if (request.order === 'unordered') return anyOrder(followers, request)
  const times: number[] = []
  for (const event of followers) {
    if (fits(event, request.steps[times.length])) times.push(event.at)
    else if (request.order === 'strict') break
  }
  return times
}

function anyOrder(followers: readonly HistoryEvent[], { steps }: FunnelRequest): number[] {
  const open = steps
    .map((step, index) => ({
      step,
      index,
      weight: (step.event === '*' ? 0 : 100) + (step.where?.length ?? 0),
    }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
  const times: number[] = []
  for (const event of followers) {
    const taken = open.findIndex(({ step }) => fits(event, step))
    if (taken < 0) continue
    open.splice(taken, 1)
    times.push(event.at)
  }
  return times
}
