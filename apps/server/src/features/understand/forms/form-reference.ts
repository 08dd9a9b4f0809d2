/** An event of a made-up history, its time in milliseconds; all of one form. */
export interface FormEvent {
  readonly person: string
  readonly event: 'Form Started' | 'Form Field Left' | 'Form Submitted' | 'Form Abandoned'
  readonly at: number
  /** Of Form Abandoned the last field. */
  readonly field: string
  readonly filled: boolean
  readonly refills: number
  readonly errors: number
  readonly ms: number
}

/** A form by its definition, one event after another: the independent check of the queries. */
export function referenceForm(history: readonly FormEvent[]) {
  const tries = triesOf(history)
  const people = [...new Set(tries.map(({ person }) => person))]
  const ends = people.map((person) => {
    const events = tries.filter((each) => each.person === person).flatMap((each) => each.events)
    const done = events.some(({ event }) => event === 'Form Submitted')
    const last = events.findLast(({ event }) => event === 'Form Abandoned')
    return { events, done, left: done ? undefined : last }
  })
  const visits = tries.flatMap(({ person, events }) => {
    const told = events.filter(({ event, field }) => event !== 'Form Submitted' && field !== '')
    const fields = [...new Set(told.map(({ field }) => field))]
    return fields.map((field, place) => {
      const left = told.filter((each) => each.field === field && each.event === 'Form Field Left')
      return { person, field, place, left }
    })
  })
  const order = [...new Set(visits.map(({ field }) => field))]
    .map((field) => ({
      field,
      place: mean(visits.filter((each) => each.field === field).map((v) => v.place)),
    }))
    .sort((a, b) => a.place - b.place || (a.field < b.field ? -1 : 1))
    .map(({ field }) => field)
  const submitted = tries.flatMap(({ events }) => events.filter(({ event }) => event === 'Form Submitted'))
  return {
    people: people.length,
    starts: tries.length,
    completed: ends.filter(({ done }) => done).length,
    abandoned: ends.filter(({ left }) => left).length,
    completedSeconds: submitted.length === 0 ? null : median(submitted.map(({ ms }) => ms)) / 1000,
    fields: order.map((field, index) => {
      const its = visits.filter((each) => each.field === field)
      const left = its.flatMap((each) => each.left)
      const worst = (value: (event: FormEvent) => number) =>
        its.map((each) => ({ person: each.person, most: Math.max(0, ...each.left.map(value)) }))
      const refills = worst((event) => event.refills)
      const errors = worst((event) => event.errors)
      const seconds = its
        .filter((each) => each.left.length > 0)
        .map((each) => sum(each.left.map(({ ms }) => ms)))
      const reached = ends.filter(
        ({ events, done }) =>
          done ||
          events.some((each) => each.event !== 'Form Submitted' && order.indexOf(each.field) >= index),
      )
      return {
        field,
        reached: reached.length,
        filled: new Set(left.filter(({ filled }) => filled).map(({ person }) => person)).size,
        left: ends.filter((end) => end.left?.field === field).length,
        visits: left.length,
        fills: left.filter(({ filled }) => filled).length,
        seconds: seconds.length === 0 ? null : median(seconds) / 1000,
        refills: sum(refills.map(({ most }) => most)),
        refilledPeople: new Set(refills.filter(({ most }) => most >= 2).map(({ person }) => person)).size,
        errors: sum(errors.map(({ most }) => most)),
        errorPeople: new Set(errors.filter(({ most }) => most > 0).map(({ person }) => person)).size,
      }
    }),
  }
}

/** Each person's events from one Form Started to the next, in order; what came before the first is left out. */
function triesOf(history: readonly FormEvent[]): { person: string; events: FormEvent[] }[] {
  const ordered = history
    .map((event, index) => ({ event, index }))
    .sort(
      (a, b) =>
        a.event.at - b.event.at ||
        Number(b.event.event === 'Form Started') - Number(a.event.event === 'Form Started') ||
        a.index - b.index,
    )
  const open = new Map<string, { person: string; events: FormEvent[] }>()
  const tries: { person: string; events: FormEvent[] }[] = []
  for (const { event } of ordered) {
    if (event.event === 'Form Started') {
      const begun = { person: event.person, events: [] }
      open.set(event.person, begun)
      tries.push(begun)
    }
    open.get(event.person)?.events.push(event)
  }
  return tries
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
