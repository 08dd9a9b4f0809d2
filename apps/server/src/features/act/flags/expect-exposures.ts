import { expect } from 'vitest'
import { flagStore } from './flag-store.ts'
import { eventually, type FlagTestClient, on } from './flag-test-client.ts'

/** A single evaluation of a flag in an experiment is logged once; a bulk one, and that of who refuses analytics, is not. */
export async function expectExposures({ app, api, make, ask, byWriteKey }: FlagTestClient): Promise<void> {
  await make('tested', { environments: on })
  const split = [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 50 },
  ]
  const phases = [{ slots: [[0, 10_000] as [number, number]], split }]
  const serve = { id: 'e1', unit: 'targetingKey', salt: 's', layer: 's', phases, holdout: null }
  await flagStore(app().state).writeFlag('default', ({ flags }) => {
    const flag = flags.find(({ key }) => key === 'tested')
    const production = flag?.settings.production
    if (!flag || !production) return undefined
    const rules = [{ id: 'experiment_e1', conditions: [], serve: { experiment: serve } }]
    const part = { part: 'settings' as const, environment: 'production' }
    return {
      flag: { ...flag, settings: { ...flag.settings, production: { ...production, rules } } },
      change: {
        at: new Date(),
        by: null,
        part,
        what: ['The experiment started'],
        before: production,
        after: null,
      },
    }
  })
  // Any write of this process makes it read the flags again.
  await make('another')
  const needs = { prerequisites: [{ flag: 'tested', variations: ['on'] }], otherwise: { variation: 'on' } }
  await make('needs-tested', { environments: { production: needs } })
  const exposures = async () =>
    (
      await api(
        'GET',
        `/api/v1/events?event=${encodeURIComponent('Experiment Viewed')}&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`,
      )
    ).events
  const context = { targetingKey: 'visitor-7', sessionId: 's7' }
  const [inBulk] = (await ask('', { context }, byWriteKey()))
    .json()
    .flags.filter(({ key }: { key: string }) => key === 'tested')
  expect(inBulk.metadata).toMatchObject({
    experiment: 'e1',
    unit: 'targetingKey',
    unitValue: 'visitor-7',
    phase: 0,
  })
  expect(await exposures()).toEqual([])
  for (let time = 0; time < 3; time++) {
    const { variant, reason, metadata } = (await ask('/tested', { context }, byWriteKey())).json()
    expect({ variant, reason, metadata }).toEqual({
      variant: inBulk.variant,
      reason: 'SPLIT',
      metadata: inBulk.metadata,
    })
  }
  // A client of ours that shows it says so itself, under the same id.
  await app().http.inject({
    method: 'POST',
    url: '/v1/track',
    headers: { authorization: `Basic ${Buffer.from(`${app().writeKey}:`).toString('base64')}` },
    payload: { messageId: inBulk.metadata.exposure, event: 'Experiment Viewed', anonymousId: 'visitor-7' },
  })
  await ask('/tested', { context: { targetingKey: 'u8', consent: { analytics: false } } })
  // A server says on what its visitor is; its own agent would say nothing of them.
  const visitor = { device: { type: 'tablet' }, country: 'Germany' }
  await ask('/tested', { context: { targetingKey: 'u9', ...visitor } })
  const logged = await eventually(exposures, ({ length }) => length >= 2)
  expect(logged).toHaveLength(2)
  expect(
    logged.find(({ anonymousId }: { anonymousId: string }) => anonymousId === 'visitor-7'),
  ).toMatchObject({
    messageId: inBulk.metadata.exposure,
    sessionId: 's7',
    properties: {
      experiment_id: 'e1',
      variation: inBulk.variant,
      flag: 'tested',
      unit: 'targetingKey',
      unit_value: 'visitor-7',
      phase: 0,
    },
  })
  expect(logged.find(({ userId }: { userId: string | null }) => userId === 'u9').context).toMatchObject({
    device: { type: 'tablet' },
    location: { country: 'Germany' },
  })

  // Whoever gets something else because of the experiment, whichever variation it was, is exposed to it.
  for (const targetingKey of ['n1', 'n2', 'n3', 'n4'])
    await ask('/needs-tested', { context: { targetingKey } })
  const through = (await eventually(exposures, ({ length }) => length >= 6)).filter(
    ({ userId }: { userId: string | null }) => userId?.startsWith('n'),
  )
  expect(through).toHaveLength(4)
  expect(
    new Set(through.map(({ properties }: { properties: { variation: string } }) => properties.variation)),
  ).toEqual(new Set(['on', 'off']))
  expect(through[0].properties).toMatchObject({ experiment_id: 'e1', flag: 'tested', phase: 0 })
  const [needing] = (await ask('', { context }, byWriteKey()))
    .json()
    .flags.filter(({ key }: { key: string }) => key === 'needs-tested')
  expect(JSON.parse(needing.metadata.through)).toEqual([{ flag: 'tested', ...inBulk.metadata }])
  // Who may not know of the flag hears nothing of it.
  const { version } = await api('GET', '/api/v1/flags/tested')
  await api('PATCH', '/api/v1/flags/tested', { version, browsers: 'none' })
  expect((await ask('/needs-tested', { context }, byWriteKey())).body).not.toContain('through')
}
