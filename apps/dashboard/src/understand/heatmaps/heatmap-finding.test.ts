import type { Heatmap } from '@throughline/contract/heatmaps'
import { expect, it } from 'vitest'
import { heatmapFinding, longestLook } from './heatmap-finding.ts'

const bands = Array.from({ length: 20 }, (_, band) => band)

function heatmap(more: Partial<Heatmap> = {}): Heatmap {
  return {
    views: 200,
    people: 150,
    pages: 1,
    devices: [],
    counts: { element_clicked: 90, rage_clicked: 0, dead_clicked: 2 },
    pageWidth: 1280,
    pageHeight: { p25: 2000, p50: 2000, p75: 2000 },
    viewportHeight: 720,
    elements: [
      { element: '#buy', text: 'Buy', count: 80, people: 60, views: 52, share: 0.26, x: 0.5, y: 300 },
    ],
    elementsInAll: 3,
    points: [],
    scroll: {
      told: 190,
      reach: bands.map((band) => ({
        depth: (band + 1) * 5,
        views: 200 - band * 9,
        share: (200 - band * 9) / 200,
      })),
    },
    attention: {
      told: 180,
      bands: bands.map((band) => ({
        from: band * 5,
        to: band * 5 + 5,
        totalSeconds: 300 - band,
        medianSeconds: band === 2 ? 4.2 : 1,
        low: 0.8,
        high: 5,
      })),
    },
    snapshot: null,
    ...more,
  }
}

it('names the element that is clicked in most views, with the interval', () => {
  const { sentence, sub } = heatmapFinding(heatmap(), 'clicks', '/product/*')
  expect(sentence).toBe('“Buy” was clicked in 26\u202f% of 200 views of /product/*.')
  expect(sub).toContain('95\u202f% interval: 20\u202f% to 32\u202f%.')
  expect(sub).toContain('90 clicks on 3 elements')
})

it('says so where there is none, and what it would be', () => {
  const { sentence, sub } = heatmapFinding(heatmap({ elements: [] }), 'rage', '/')
  expect(sentence).toBe('No rage click in 200 views of /.')
  expect(sub).toContain('three clicks or more')
})

it('says so where nobody came', () => {
  const counts = { element_clicked: 0, rage_clicked: 0, dead_clicked: 0 }
  const { sentence } = heatmapFinding(heatmap({ views: 0, counts, elements: [] }), 'scroll', '/sale')
  expect(sentence).toBe('Nobody saw /sale in this period.')
})

it('counts where no page view came with the signals', () => {
  const [first] = heatmap().elements
  const none = heatmap({ views: 0, elements: first ? [{ ...first, views: 0, share: null }] : [] })
  expect(heatmapFinding(none, 'clicks', '/').sentence).toBe('“Buy” was clicked 80 times on /.')
})

it('says where half of the views end', () => {
  expect(heatmapFinding(heatmap(), 'scroll', '/').sentence).toBe(
    '54\u202f% of the views of / end before 65\u202f% of the page.',
  )
  const all = {
    told: 200,
    reach: heatmap().scroll.reach.map((each) => ({ ...each, views: 160, share: 0.8 })),
  }
  expect(heatmapFinding(heatmap({ scroll: all }), 'scroll', '/').sentence).toBe(
    '80\u202f% of the views of / reach the end of the page.',
  )
  const silent = { ...heatmap().scroll, told: 0 }
  expect(heatmapFinding(heatmap({ scroll: silent }), 'scroll', '/').sentence).toContain('No view of / told')
})

it('says what is looked at longest', () => {
  expect(heatmapFinding(heatmap(), 'attention', '/').sentence).toBe(
    'People look longest at 10 to 15\u202f% of /: 4.2\u202fs in the median view.',
  )
  expect(longestLook(heatmap().attention.bands.map((band) => ({ ...band, totalSeconds: 0 })))).toBeUndefined()
})
