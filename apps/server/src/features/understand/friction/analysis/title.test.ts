import { describe, expect, it } from 'vitest'
import type { Group } from './groups.ts'
import { titleOf } from './title.ts'

const group = (
  ...conditions: readonly (readonly [Group['conditions'][number]['field'], string])[]
): Group => ({
  conditions: conditions.map(([field, value]) => ({ field, value })),
})
const parts = { signal: 'dead_clicked', step: 'Shipping', path: null, element: '#continue', group: group() }

describe('titles', () => {
  it.each([
    [
      { group: group(['device.type', 'mobile'], ['browser.name', 'Safari']) },
      'Clicks on #continue do nothing at Shipping, on phones with Safari',
    ],
    [
      { signal: 'step_dropped', element: null, group: group(['os.name', 'iOS'], ['os.version', '17']) },
      'Fewer people go on at Shipping, on iOS 17',
    ],
    [{ signal: 'event:Chat Started', element: null }, '“Chat Started” goes with leaving at Shipping'],
    [{ signal: 'request_failed', element: 'https://api.example/pay' }, 'Requests to /pay fail at Shipping'],
    [
      { signal: 'coupon_denied', element: 'SPRING', group: group(['country', 'FR']) },
      'The coupon SPRING is refused at Shipping, in France',
    ],
    [{ signal: 'slow_lcp', element: null, step: 'Visit', path: '/p/*' }, 'Pages appear too slowly on /p/*'],
    [
      { signal: 'step_dropped', element: null, step: 'Visit' },
      'Fewer people go on before a product is looked at',
    ],
    [
      { element: null, group: group(['visitor', 'new'], ['source', 'paid_search']) },
      'Clicks do nothing at Shipping, for who came by paid search, for new visitors',
    ],
    [
      { element: null, group: { conditions: [{ field: 'segment', value: 's1', name: 'Regulars' }] } },
      'Clicks do nothing at Shipping, in the segment Regulars',
    ],
    [{ element: null, group: group(['country', '??']) }, 'Clicks do nothing at Shipping, in ??'],
    [{ signal: 'unheard_of', element: null }, 'unheard_of at Shipping'],
  ] as const)('%j', (said, title) => {
    expect(titleOf({ ...parts, ...said })).toBe(title)
  })
})
