/** An event of a made-up history: its time in milliseconds; a page call where `event` is Page. */
export interface PageEvent {
  readonly person: string
  readonly event:
    | 'Page'
    | 'Element Clicked'
    | 'Rage Clicked'
    | 'Dead Clicked'
    | 'Scroll Depth Reached'
    | 'Page Left'
  readonly at: number
  readonly path: string
  readonly device: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** A person's view of a page with what happened in it; `known` where a page call began it. */
interface View {
  readonly person: string
  readonly known: boolean
  readonly events: PageEvent[]
}

/**
 * A heatmap by its definition, one event after another: the independent check of the queries.
 *
 * @param history in the order in which it was sent
 */
export function referenceHeatmap(
  history: readonly PageEvent[],
  asked: { fits: (path: string) => boolean; device?: string; event: PageEvent['event'] },
) {
  const events = history.filter(
    ({ path, device }) => asked.fits(path) && (asked.device === undefined || device === asked.device),
  )
  const views = viewsOf(events)
  const known = views.filter((view) => view.known)
  const hits = views.flatMap((view) =>
    view.events
      .filter(({ event }) => event === asked.event)
      .map((event) => ({ view, element: String(event.properties.element ?? ''), ...event })),
  )
  const count = (name: PageEvent['event']) => events.filter(({ event }) => event === name).length
  const deepest = known.flatMap((view) => {
    const depths = view.events.flatMap(({ properties }) =>
      [properties.depth, properties.max_scroll].filter((depth) => typeof depth === 'number'),
    )
    return depths.length > 0 ? [Math.max(...depths)] : []
  })
  const looked = known.flatMap((view) => {
    const told = view.events.flatMap(({ properties }) =>
      Array.isArray(properties.attention) ? [properties.attention as number[]] : [],
    )
    return told.length > 0
      ? [Array.from({ length: 20 }, (_, band) => sum(told.map((each) => each[band] ?? 0)))]
      : []
  })
  const heights = views.flatMap((view) => {
    const told = view.events.flatMap(({ properties }) =>
      typeof properties.page_height === 'number' ? [properties.page_height] : [],
    )
    return told.length > 0 ? [Math.max(...told)] : []
  })
  return {
    views: known.length,
    people: new Set(events.map(({ person }) => person)).size,
    pages: new Set(events.map(({ path }) => path)).size,
    counts: {
      element_clicked: count('Element Clicked'),
      rage_clicked: count('Rage Clicked'),
      dead_clicked: count('Dead Clicked'),
    },
    elements: new Map(
      [...new Set(hits.map(({ element }) => element))]
        .filter((element) => element !== '')
        .map((element) => {
          const its = hits.filter((hit) => hit.element === element)
          return [
            element,
            {
              count: its.length,
              people: new Set(its.map(({ person }) => person)).size,
              views: new Set(its.filter(({ view }) => view.known).map(({ view }) => view)).size,
            },
          ]
        }),
    ),
    points: sum(hits.map(({ properties }) => (typeof properties.x === 'number' ? 1 : 0))),
    scrollTold: deepest.length,
    reach: Array.from({ length: 20 }, (_, band) => deepest.filter((depth) => depth >= (band + 1) * 5).length),
    attentionTold: looked.length,
    attention: Array.from({ length: 20 }, (_, band) => ({
      totalSeconds: sum(looked.map((each) => each[band] ?? 0)) / 1000,
      medianSeconds: looked.length === 0 ? null : median(looked.map((each) => each[band] ?? 0)) / 1000,
    })),
    height: heights.length === 0 ? null : median(heights),
  }
}

function viewsOf(events: readonly PageEvent[]): View[] {
  const ordered = events
    .map((event, index) => ({ event, index }))
    .sort(
      (a, b) =>
        a.event.at - b.event.at ||
        Number(b.event.event === 'Page') - Number(a.event.event === 'Page') ||
        a.index - b.index,
    )
  const open = new Map<string, View>()
  const views: View[] = []
  for (const { event } of ordered) {
    const key = `${event.person} ${event.path}`
    const begins = event.event === 'Page'
    if (begins || !open.has(key)) {
      const view = { person: event.person, known: begins, events: [] }
      open.set(key, view)
      views.push(view)
    }
    if (!begins) open.get(key)?.events.push(event)
  }
  return views
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
