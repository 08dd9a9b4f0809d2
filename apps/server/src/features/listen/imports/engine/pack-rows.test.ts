import { describe, expect, it } from 'vitest'
import { eventRow } from '../../../../testing/event-rows.ts'
import { packRows, unpackRows } from './pack-rows.ts'

describe('packRows', () => {
  it('gives the same rows back', () => {
    const rows = [
      eventRow(),
      eventRow({ user_id: 'u1', ts: 5, properties: '{"a":1}' }),
      eventRow({ path: '/x' }),
    ]
    expect(unpackRows(packRows(rows))).toEqual(rows)
    expect(unpackRows(packRows(rows.slice(0, 1)))).toEqual(rows.slice(0, 1))
    expect(unpackRows(packRows([]))).toEqual([])
  })

  it('names what is the same in all rows once', () => {
    const { columns } = packRows([eventRow({ event: 'Page Viewed' }), eventRow({ event: 'Page Viewed' })])
    expect(columns).toContain('Page Viewed')
  })
})
