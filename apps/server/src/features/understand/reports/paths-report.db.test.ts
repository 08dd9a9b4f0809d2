import type { PathsRequest } from '@throughline/contract/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportPaths } from './paths-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }
const start = Date.UTC(2026, 0, 1)

describe('the paths report', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    let at = start
    /** Words with a slash are pages, ten seconds apart. */
    const visit = (user: string, session: string, steps: string) =>
      steps.split(' ').map((name) => {
        at += 10_000
        const page = name.startsWith('/')
        return eventRow({
          project_id: 'site',
          user_id: user,
          session_id: session,
          ts: at,
          type: page ? 'page' : 'track',
          event: page ? 'Some Page' : name,
          path: page ? name : '',
        })
      })
    await store.write([
      ...visit('a', 's1', '/home /shoes /shoes /shoes Added /cart Bought'),
      ...visit('a', 's2', '/home /cart'),
      ...visit('b', 's3', '/about /home /shoes Added /home'),
      ...visit('c', 's4', '/about'),
    ])
  })
  afterAll(() => store.close())

  const report = async (request: Omit<PathsRequest, 'from' | 'to'>) => {
    const { nodes, edges } = await reportPaths({ analytics: store.analytics, segments }, 'site', {
      ...range,
      ...request,
    })
    return {
      nodes: nodes.map(({ id, count, dropOff }) => `${id} ${count} -${dropOff}`),
      edges: edges.map(
        ({ source, target, count, averageSeconds }) => `${source} > ${target} ${count} ${averageSeconds}s`,
      ),
    }
  }

  it('follows each session from its first anchor, with runs folded', async () => {
    expect(await report({ anchor: { direction: 'from', path: '/home' }, depth: 2 })).toEqual({
      nodes: ['0:/home 3 -0', '1:/shoes 2 -0', '1:/cart 1 -1', '2:Added 2 -0'],
      edges: ['0:/home > 1:/shoes 2 10s', '1:/shoes > 2:Added 2 20s', '0:/home > 1:/cart 1 10s'],
    })
  })

  it('leads back from an anchor, the steps before it counted down', async () => {
    expect(await report({ anchor: { direction: 'to', event: 'Added' }, depth: 3 })).toEqual({
      nodes: ['-3:/about 1 -1', '-2:/home 2 -1', '-1:/shoes 2 -0', '0:Added 2 -0'],
      edges: ['-1:/shoes > 0:Added 2 20s', '-2:/home > -1:/shoes 2 10s', '-3:/about > -2:/home 1 10s'],
    })
  })

  it('gathers what is beyond the width, and leaves out what is excluded', async () => {
    expect(await report({ anchor: { direction: 'from', path: '/home' }, depth: 1, width: 1 })).toEqual({
      nodes: ['0:/home 3 -0', '1:/shoes 2 -0', '1:… 1 -1'],
      edges: ['0:/home > 1:/shoes 2 10s', '0:/home > 1:… 1 10s'],
    })
    const { nodes } = await report({
      anchor: { direction: 'from', path: '/shoes' },
      exclude: ['Added'],
      depth: 1,
    })
    expect(nodes).toEqual(['0:/shoes 2 -0', '1:/cart 1 -0', '1:/home 1 -1'])
  })

  it('sees pages only or events only where asked, the anchor in any case', async () => {
    const pages = await report({ anchor: { direction: 'from', event: 'Added' }, nodes: 'pages', depth: 1 })
    expect(pages.nodes).toEqual(['0:Added 2 -0', '1:/cart 1 -1', '1:/home 1 -1'])
    const events = await report({ anchor: { direction: 'from', event: 'Added' }, nodes: 'events', depth: 2 })
    expect(events.nodes).toEqual(['0:Added 2 -0', '1:Some Page 2 -1', '2:Bought 1 -1'])
  })

  it('counts people where asked', async () => {
    const { nodes } = await report({ anchor: { direction: 'from', path: '/home' }, unit: 'person', depth: 1 })
    expect(nodes).toEqual(['0:/home 2 -0', '1:/shoes 2 -0'])
  })

  it('needs one anchor', async () => {
    await expect(report({ anchor: { direction: 'from' } })).rejects.toMatchObject({
      details: { field: 'anchor' },
    })
    await expect(report({ anchor: { direction: 'from', event: '*' } })).rejects.toMatchObject({
      details: { field: 'anchor.event' },
    })
  })
})
