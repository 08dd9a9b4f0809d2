import { type Static, Type } from 'typebox'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Count = Type.Integer({ minimum: 0 })
const Share = Type.Union([Type.Number(), Type.Null()], {
  description: 'Share of the page views, 0 to 1; null where there are none',
})
const Pixels = Type.Union([Type.Number(), Type.Null()])

/** The signals whose places a heatmap shows. */
export const heatmapSignals = ['element_clicked', 'rage_clicked', 'dead_clicked'] as const

export type HeatmapSignal = (typeof heatmapSignals)[number]

/** Bands of attention from the top of a page to its end, each 5 % of its height. */
export const attentionBands = 20

/** What of whom a heatmap is drawn. */
const audience = {
  ...rangeProperties,
  device: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'desktop, mobile, tablet …; all unless said' }),
  ),
  segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
} as const

export const HeatmapRequest = Type.Object(
  {
    ...audience,
    path: Type.String({
      minLength: 1,
      maxLength: 4096,
      description: 'A page; * stands for one part: /product/*',
    }),
    signal: Type.Optional(Type.Enum(heatmapSignals, { default: 'element_clicked' })),
  },
  strict,
)

export type HeatmapRequest = Static<typeof HeatmapRequest>

const Element = Type.Object(
  {
    element: Type.String({ description: 'A stable selector' }),
    text: Type.Union([Type.String(), Type.Null()], {
      description: 'What is written on it, as it was last seen',
    }),
    count: Count,
    people: Count,
    views: Type.Integer({ minimum: 0, description: 'Page views with the signal on this element' }),
    share: Share,
    x: Type.Union([Type.Number(), Type.Null()], {
      description: 'Median place, as a share of the page’s width',
    }),
    y: Type.Union([Type.Number(), Type.Null()], { description: 'Median place, px from the top of the page' }),
  },
  strict,
)

export type HeatmapElement = Static<typeof Element>

const Point = Type.Object(
  {
    x: Type.Number({ description: 'Share of the page’s width, 0 to 1' }),
    y: Type.Number({ description: 'px from the top of the page' }),
    element: Type.String({ description: 'Selector of what was hit; empty where it is not known' }),
    elementX: Type.Union([Type.Number(), Type.Null()], {
      description: 'Share of the element’s width, 0 to 1',
    }),
    elementY: Type.Union([Type.Number(), Type.Null()], {
      description: 'Share of the element’s height, 0 to 1',
    }),
    count: Count,
  },
  {
    ...strict,
    description: 'Signals on one element in one cell of 1 % of the width by 10 px, at their mean',
  },
)

export type HeatmapPoint = Static<typeof Point>

const quantiles = Type.Union(
  [Type.Object({ p25: Type.Number(), p50: Type.Number(), p75: Type.Number() }, strict), Type.Null()],
  { description: 'px over page views; null where none told' },
)

const Attention = Type.Object(
  {
    from: Type.Integer({ description: '% of the page’s height, from the top' }),
    to: Type.Integer(),
    totalSeconds: Type.Number(),
    medianSeconds: Type.Union([Type.Number(), Type.Null()], { description: 'Of the views that told' }),
    low: Type.Union([Type.Number(), Type.Null()], {
      description: '95 % interval of the median, by ranks; null where fewer than six views told',
    }),
    high: Type.Union([Type.Number(), Type.Null()]),
  },
  strict,
)

export type AttentionBand = Static<typeof Attention>

const Snapshot = Type.Object(
  {
    recordingId: Type.String(),
    at: Type.Integer({ description: 'The moment in the recording; milliseconds since 1970' }),
    path: Type.String({ description: 'The page that was open then' }),
    viewport: Type.Object({ width: Count, height: Count }, strict),
    device: Type.Union([Type.String(), Type.Null()]),
  },
  strict,
)

export type HeatmapSnapshot = Static<typeof Snapshot>

export const HeatmapResponse = Type.Object(
  {
    views: Type.Integer({ minimum: 0, description: 'Page views: the page calls for these pages' }),
    people: Type.Integer({ minimum: 0, description: 'Who viewed one of the pages, or gave a signal on it' }),
    pages: Type.Integer({ minimum: 0, description: 'Different paths that fit' }),
    devices: Type.Array(Type.Object({ device: Type.String(), views: Count }, strict), {
      description: 'By device type, whatever was asked for; most views first, unknown is empty',
    }),
    counts: Type.Object({ element_clicked: Count, rage_clicked: Count, dead_clicked: Count }, strict),
    pageWidth: Pixels,
    pageHeight: quantiles,
    viewportHeight: Pixels,
    elements: Type.Array(Element, { description: 'Most signals first; at most 200' }),
    elementsInAll: Count,
    points: Type.Array(Point, { description: 'Most signals first; at most 4,000' }),
    scroll: Type.Object(
      {
        told: Type.Integer({ minimum: 0, description: 'Page views that told how far they went' }),
        reach: Type.Array(
          Type.Object(
            {
              depth: Type.Integer({ description: '% of the page’s height' }),
              views: Type.Integer({ minimum: 0, description: 'Saw the page at least this far down' }),
              share: Share,
            },
            strict,
          ),
          { minItems: attentionBands, maxItems: attentionBands },
        ),
      },
      strict,
    ),
    attention: Type.Object(
      {
        told: Type.Integer({ minimum: 0, description: 'Page views that told how long they looked where' }),
        bands: Type.Array(Attention, { minItems: attentionBands, maxItems: attentionBands }),
      },
      strict,
    ),
    snapshot: Type.Union([Snapshot, Type.Null()], {
      description:
        'A recording that shows the page, and when: of the device asked for, else of the commonest; null where there is none',
    }),
  },
  strict,
)

export type Heatmap = Static<typeof HeatmapResponse>

const shared = { tag: 'heatmaps', access: 'project', method: 'POST', scope: 'read' } as const

export const getHeatmap = defineRoute({
  ...shared,
  path: '/api/v1/heatmaps',
  summary: 'Where a page is clicked, how far it is seen and what is looked at',
  body: HeatmapRequest,
  response: HeatmapResponse,
})

const HeatmapPage = Type.Object(
  {
    path: Type.String({ description: 'A path, or a pattern of sibling pages: /product/*' }),
    pages: Type.Integer({ minimum: 1, description: 'Different paths that fit; 1 for a page' }),
    views: Count,
    element_clicked: Count,
    rage_clicked: Count,
    dead_clicked: Count,
  },
  strict,
)

export type HeatmapPage = Static<typeof HeatmapPage>

export const listHeatmapPages = defineRoute({
  ...shared,
  path: '/api/v1/heatmaps/pages',
  summary: 'Pages, and patterns of three and more siblings, with most clicks first',
  body: Type.Object(
    {
      ...audience,
      search: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Part of the path' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    strict,
  ),
  response: Type.Object({ pages: Type.Array(HeatmapPage) }, strict),
})
