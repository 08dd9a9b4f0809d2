import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experimentCalls } from '../../../testing/experiment-calls.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

describe('what is cut off between its two writes', () => {
  const now = Date.UTC(2026, 2, 2, 10)
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ clock: () => now })
  })
  afterAll(() => app.close())

  it('a start is served later, and is a draft again where the flag does not take it', async () => {
    const { api, makeFlag, drawnBy } = experimentCalls(app)
    await makeFlag('cut/off')
    const split = ['off', 'on'].map((variation) => ({ variation, weight: 50 }))
    const draft = await api('POST', 'experiments', {
      name: 'Cut off',
      flag: 'cut/off',
      control: 'off',
      split,
      metrics: { primary: 'ready:ordered', guardrails: [], secondaries: [] },
      audience: [{ attribute: 'segment', operator: 'in', value: ['nobody-made-it'] }],
    })
    const url = `experiments/${draft.id}`
    await api('POST', `${url}/start`, undefined, 400)
    expect(await api('GET', url)).toMatchObject({ state: 'draft', startedAt: null, phases: [] })
    expect((await drawnBy('cut/off'))('p1')).toBeUndefined()

    // What a start leaves that was killed after it was kept: it runs, and its flag does not know.
    await api('PATCH', url, { audience: [] })
    const phase = { at: new Date(now).toISOString(), traffic: 100, slots: [[0, 10_000]], split }
    await sql`UPDATE experiments SET state = 'running', started_at = ${new Date(now)}, phases = ${JSON.stringify([phase])}::jsonb WHERE id = ${draft.id}`.execute(
      app.state,
    )
    expect((await drawnBy('cut/off'))('p1')).toBeUndefined()
    await app.runExperiments()
    expect((await drawnBy('cut/off'))('p1')).toMatchObject({ phase: 0 })
    // One that was shipped as it was killed is not let in again.
    await sql`UPDATE experiments SET state = 'running' WHERE id = ${(await api('POST', `${url}/ship`, { variation: 'on' })).id}`.execute(
      app.state,
    )
    await app.runExperiments()
    expect((await drawnBy('cut/off'))('p1')).toBeUndefined()
    await api('POST', `${url}/stop`, {})
  })

  it('a stop is served later, and no visitor is let in from then on', async () => {
    const { api, drawnBy } = experimentCalls(app)
    const url = await started('cut/stop')
    await keptEnd(url, { shipped: null })
    expect(await api('GET', url)).toMatchObject({ state: 'stopped', shipped: null })
    expect((await drawnBy('cut/stop'))('p1')).toMatchObject({ phase: 0 })
    await app.runExperiments()
    expect((await drawnBy('cut/stop'))('p1')).toBeUndefined()
    const served = await api('GET', 'flags/cut%2Fstop')
    expect(served.environments.production.rules).toEqual([])
    await app.runExperiments()
    expect((await api('GET', 'flags/cut%2Fstop')).version).toBe(served.version)
  })

  it('a ship is served later, for the same audience, and only once', async () => {
    const { api } = experimentCalls(app)
    const audience = [{ attribute: 'plan', operator: 'in', value: ['pro'] }]
    const url = await started('cut/ship', audience)
    await keptEnd(url, { shipped: 'on' })
    await app.runExperiments()
    const served = await api('GET', 'flags/cut%2Fship')
    expect(served.environments.production.rules).toMatchObject([
      { conditions: audience, serve: { variation: 'on' } },
    ])
    // Killed after it was served, before that was noted.
    await keptEnd(url, { shipped: 'on' })
    await app.runExperiments()
    expect((await api('GET', 'flags/cut%2Fship')).version).toBe(served.version)
    await api('POST', `${url}/archive`)
  })

  it('a ship gives the same people the variation, be the experiment stopped first or not', async () => {
    const { api } = experimentCalls(app)
    const segment = await api('POST', 'segments', { name: 'Testers', kind: 'list' })
    const audience = [{ attribute: 'segment', operator: 'in', value: [segment.id] }]
    const rulesOf = async (flag: string) => (await api('GET', `flags/${flag}`)).environments.production.rules
    const urls = {
      running: await started('ship-running', audience),
      stopped: await started('ship-stopped', audience),
    }
    await api('POST', `${urls.stopped}/stop`, {})
    for (const url of Object.values(urls)) await api('POST', `${url}/ship`, { variation: 'on' })
    for (const flag of ['ship-running', 'ship-stopped'])
      expect(await rulesOf(flag)).toMatchObject([
        { name: `Shipped: ${flag}`, conditions: audience, serve: { variation: 'on' } },
      ])

    // Who thinks better of it changes the variation, and neither its people nor its place.
    await api('POST', `${urls.stopped}/ship`, { variation: 'off' })
    expect(await rulesOf('ship-stopped')).toMatchObject([
      { conditions: audience, serve: { variation: 'off' } },
    ])

    const late = await started('ship-late', audience)
    await api('POST', `${late}/stop`, {})
    for (const flag of ['ship-running', 'ship-stopped']) {
      const { version, environments } = await api('GET', `flags/${flag}`)
      const settings = { version, ...environments.production, rules: [] }
      await api('PUT', `flags/${flag}/environments/production`, settings)
    }
    await api('DELETE', `segments/${segment.id}`)
    const refused = await api('POST', `${late}/ship`, { variation: 'on' }, 409)
    expect(refused.detail).toContain('names a segment that was deleted')
    expect(await rulesOf('ship-late')).toEqual([])
  })

  it('an end is as it was before where the flag does not take it', async () => {
    const { api } = experimentCalls(app)
    const url = await started('cut/refused')
    const before = await api('POST', `${url}/stop`, { reason: 'Enough.' })
    const { version } = await api('GET', 'flags/cut%2Frefused')
    await api('POST', 'flags/cut%2Frefused/archive', { version })
    await api('POST', `${url}/ship`, { variation: 'on' }, 409)
    const { state, shipped, decided, stoppedAt } = before
    expect(await api('GET', url)).toMatchObject({ state, shipped, decided, stoppedAt })
  })

  const started = async (flag: string, audience: readonly object[] = []): Promise<string> => {
    const { api, makeFlag } = experimentCalls(app)
    await makeFlag(flag)
    const { id } = await api('POST', 'experiments', {
      name: flag,
      flag,
      audience,
      control: 'off',
      split: ['off', 'on'].map((variation) => ({ variation, weight: 50 })),
      metrics: { primary: 'ready:ordered', guardrails: [], secondaries: [] },
    })
    await api('POST', `experiments/${id}/start`)
    return `experiments/${id}`
  }
  /** What an end leaves that was killed after it was kept. */
  const keptEnd = (url: string, { shipped }: { readonly shipped: string | null }) =>
    sql`UPDATE experiments SET state = 'stopped', stopped_at = ${new Date(now)}, shipped = ${shipped}, unserved_end = true WHERE id = ${url.split('/')[1]}`.execute(
      app.state,
    )
})
