import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type PageEvent, referenceHeatmap } from './heatmap-reference.ts'
import { listPages, reportHeatmap } from './heatmap-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const recordings = {
  list: async () => ({ recordings: [] }),
  get: () => Promise.reject(new Error('no recordings here')),
}
const start = Date.UTC(2026, 0, 1)
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }

const place = fc.record({
  element: fc.constantFrom('#buy', '#more', 'a.logo'),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.integer({ min: 0, max: 3000 }),
})
const height = fc.integer({ min: 1, max: 9000 })
const signal = fc.oneof(
  fc.record({ event: fc.constant('Page' as const), properties: fc.constant({}) }),
  fc.record({
    event: fc.constantFrom('Element Clicked' as const, 'Rage Clicked' as const, 'Dead Clicked' as const),
    properties: place,
  }),
  fc.record({
    event: fc.constant('Scroll Depth Reached' as const),
    properties: fc.record({ depth: fc.constantFrom(25, 50, 75, 90, 100), page_height: height }),
  }),
  fc.record({
    event: fc.constant('Page Left' as const),
    properties: fc.record({
      max_scroll: fc.integer({ min: 0, max: 100 }),
      page_height: height,
      attention: fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 20, maxLength: 20 }),
    }),
  }),
)
const history = fc.array(
  fc
    .record({
      person: fc.constantFrom('ann', 'bob', 'cyd'),
      at: fc.integer({ min: 0, max: 20 }).map((s) => s * 1000),
      path: fc.constantFrom('/product/a', '/product/b', '/product/a/reviews', '/cart'),
      device: fc.constantFrom('mobile', 'desktop'),
      signal,
    })
    .map(({ signal, ...rest }): PageEvent => ({ ...rest, ...signal })),
  { minLength: 20, maxLength: 80 },
)

describe('the heatmap', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const deps = () => ({ analytics: store.analytics, segments, recordings })
  const write = async (events: readonly PageEvent[]): Promise<string> => {
    const projectId = `heatmap-${++project}`
    await store.write(
      events.map(({ person, event, at, path, device, properties }) =>
        eventRow({
          project_id: projectId,
          type: event === 'Page' ? 'page' : 'track',
          event: event === 'Page' ? 'page' : event,
          user_id: person,
          ts: start + at,
          path,
          device_type: device,
          properties: JSON.stringify(properties),
        }),
      ),
    )
    return projectId
  }

  it('comes to what its definition comes to, event by event', async () => {
    const asked = fc.record({
      event: fc.constantFrom('Element Clicked' as const, 'Rage Clicked' as const, 'Dead Clicked' as const),
      device: fc.option(fc.constantFrom('mobile', 'desktop'), { nil: undefined }),
      path: fc.constantFrom('/product/*', '/product/a', '/cart'),
    })
    await fc.assert(
      fc.asyncProperty(history, asked, async (events, { event, device, path }) => {
        const heatmap = await reportHeatmap(deps(), await write(events), {
          ...range,
          path,
          signal: signalOf[event],
          ...(device === undefined ? {} : { device }),
        })
        const expected = referenceHeatmap(events, {
          fits: (page) => (path === '/product/*' ? /^\/product\/[^/]+$/.test(page) : page === path),
          event,
          ...(device === undefined ? {} : { device }),
        })
        const { views, people, pages, counts } = heatmap
        expect({ views, people, pages, counts }).toEqual({
          views: expected.views,
          people: expected.people,
          pages: expected.pages,
          counts: expected.counts,
        })
        expect(
          new Map(
            heatmap.elements.map(({ element, count, people, views }) => [element, { count, people, views }]),
          ),
        ).toEqual(expected.elements)
        for (const { share, views: its } of heatmap.elements)
          expect(share).toEqual(views === 0 ? null : its / views)
        expect(heatmap.points.reduce((sum, { count }) => sum + count, 0)).toBe(expected.points)
        expect(heatmap.scroll.told).toBe(expected.scrollTold)
        expect(heatmap.scroll.reach.map((each) => each.views)).toEqual(expected.reach)
        expect(heatmap.attention.told).toBe(expected.attentionTold)
        expect(
          heatmap.attention.bands.map(({ totalSeconds, medianSeconds }) => ({ totalSeconds, medianSeconds })),
        ).toEqual(expected.attention)
        expect(heatmap.pageHeight?.p50 ?? null).toEqual(expected.height)
      }),
      { numRuns: 15 },
    )
  })

  it('puts hits of one place together, at their mean, and takes the page that a signal names', async () => {
    const click = (x: number, y: number, more: object = {}): PageEvent => ({
      person: 'ann',
      event: 'Element Clicked',
      at: 1000,
      path: '/cart',
      device: 'mobile',
      properties: { element: '#buy', element_text: 'Buy', x, y, element_x: 0.5, element_y: 0.5, ...more },
    })
    const projectId = await write([
      { ...click(0, 0), event: 'Page', at: 0, properties: {} },
      click(0.501, 402),
      click(0.503, 404, { element_y: 0.75 }),
      click(0.9, 404, { path: '/checkout' }),
      click(7, -3),
      click(0.2, 10, { x: 'left' }),
    ])
    const heatmap = await reportHeatmap(deps(), projectId, { ...range, path: '/cart' })
    expect(heatmap.points).toEqual([
      { element: '#buy', x: 0.502, y: 403, elementX: 0.5, elementY: 0.625, count: 2 },
    ])
    expect(heatmap.elements).toMatchObject([
      { element: '#buy', text: 'Buy', count: 4, people: 1, views: 1, share: 1 },
    ])
    const other = await reportHeatmap(deps(), projectId, { ...range, path: '/checkout' })
    expect(other).toMatchObject({ views: 0, elements: [{ count: 1, views: 0, share: null }], snapshot: null })
  })

  it('gives the median of attention an interval by ranks', async () => {
    const visit = (index: number): PageEvent[] => {
      const common = { person: `p${index}`, path: '/cart', device: 'mobile' }
      const attention = Array.from({ length: 20 }, () => (index + 1) * 1000)
      return [
        { ...common, event: 'Page', at: 0, properties: {} },
        { ...common, event: 'Page Left', at: 1000, properties: { attention } },
      ]
    }
    const projectId = await write(Array.from({ length: 20 }, (_, index) => visit(index)).flat())
    const heatmap = await reportHeatmap(deps(), projectId, { ...range, path: '/cart' })
    // Of 20 values the 6th and the 15th hold the median (Dixon and Massey 1983, table A-25).
    expect(heatmap.attention.bands[7]).toMatchObject({ medianSeconds: 10.5, low: 6, high: 15 })
  })

  it('offers pages and patterns of siblings, most clicks first', async () => {
    const at = (path: string, event: PageEvent['event'] = 'Page'): PageEvent => ({
      person: 'ann',
      event,
      at: 0,
      path,
      device: 'mobile',
      properties: {},
    })
    const projectId = await write([
      ...['/product/a', '/product/b', '/product/c', '/help/a', '/help/b', '/a', '/b', '/c'].map((path) =>
        at(path),
      ),
      at('/product/a', 'Element Clicked'),
      at('/product/b', 'Element Clicked'),
      at('/product/b', 'Rage Clicked'),
    ])
    const pages = await listPages(deps(), projectId, range)
    expect(pages.map(({ path }) => path)).toEqual([
      '/product/*',
      '/product/a',
      '/product/b',
      '/a',
      '/b',
      '/c',
      '/help/a',
      '/help/b',
      '/product/c',
    ])
    expect(pages[0]).toEqual({
      path: '/product/*',
      pages: 3,
      views: 3,
      element_clicked: 2,
      rage_clicked: 1,
      dead_clicked: 0,
    })
    const found = await listPages(deps(), projectId, { ...range, search: 'PRODUCT', limit: 1 })
    expect(found.map(({ path }) => path)).toEqual(['/product/*'])
  })

  it('answers an empty map where nobody came', async () => {
    const heatmap = await reportHeatmap(deps(), 'nobody', { ...range, path: '/' })
    expect(heatmap).toMatchObject({
      views: 0,
      people: 0,
      pageHeight: null,
      pageWidth: null,
      elements: [],
      points: [],
      scroll: { told: 0 },
      attention: { told: 0 },
    })
    expect(heatmap.scroll.reach).toHaveLength(20)
    expect(heatmap.scroll.reach[0]).toEqual({ depth: 5, views: 0, share: null })
    expect(heatmap.attention.bands[19]).toEqual({
      from: 95,
      to: 100,
      totalSeconds: 0,
      medianSeconds: null,
      low: null,
      high: null,
    })
  })
})

const signalOf = {
  'Element Clicked': 'element_clicked',
  'Rage Clicked': 'rage_clicked',
  'Dead Clicked': 'dead_clicked',
} as const
