import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experimentCalls, namesLike } from '../../../testing/experiment-calls.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 2, 2, 10)
const PEOPLE = 300

/** From a flag to a shipped variation, with people who ask for the flag and then order. One server, one story. */
describe('experiments', () => {
  let app: TestApp
  let calls: ReturnType<typeof experimentCalls>
  let now = START
  let buyers = 0
  beforeAll(async () => {
    app = await startTestApp({ clock: () => now })
    calls = experimentCalls(app)
  })
  afterAll(() => app.close())

  it('runs from a draft to a shipped variation, and its numbers are those of the people', async () => {
    const { api, makeFlag, evaluate, send, drawnBy, results } = calls
    await makeFlag('checkout/button')
    const draft = await api('POST', 'experiments', { name: 'Larger button' }, 201)
    expect(
      draft.checks
        .filter(({ state }: { state: string }) => state === 'no')
        .map(({ id }: { id: string }) => id),
    ).toEqual(['flag', 'split', 'metrics'])
    await api('POST', `experiments/${draft.id}/start`, undefined, 409)
    const flag = await api('GET', 'flags/checkout%2Fbutton')
    const [on, off] = ['on', 'off'].map(
      (key) => flag.variations.find((one: { key: string }) => one.key === key).key,
    )
    const url = `experiments/${draft.id}`
    await api('PATCH', url, {
      flag: 'checkout/button',
      control: off,
      split: [
        { variation: off, weight: 50 },
        { variation: on, weight: 49.9 },
      ],
      metrics: {
        primary: 'ready:ordered',
        guardrails: ['ready:revenue'],
        secondaries: ['ready:order-value'],
      },
      decision: { plannedDays: 21, effect: 0.2 },
    })
    const uneven = await api('POST', `${url}/start`, undefined, 409)
    expect(uneven.detail).toContain('99.9 %')
    await api('PATCH', url, {
      split: [
        { variation: off, weight: 50 },
        { variation: on, weight: 50 },
      ],
    })
    expect((await results(draft.id)).verdict.state).toBe('not_started')
    expect((await api('POST', `${url}/start`)).state).toBe('running')
    expect((await results(draft.id)).verdict.sentence.join('')).toContain('Nobody has seen it yet')

    // As many of each variation, whatever this experiment's hash makes of names: chance would now and then stop it.
    const drawn = await drawnBy('checkout/button')
    const names = { [on ?? '']: namesLike((name) => drawn(name)?.variation === on) }
    names[off ?? ''] = namesLike((name) => drawn(name)?.variation === off)
    const people = Array.from({ length: PEOPLE }, (_, index) => {
      const seen = START + (Math.floor(index / 2) % 9) * DAY + index * 1000
      const id = names[(index % 2 === 0 ? on : off) ?? '']?.next().value ?? ''
      return { id, seen, variation: '', spent: 0, ordered: false }
    }).toSorted((a, b) => a.seen - b.seen)
    const orders: object[] = []
    for (const [index, person] of people.entries()) {
      now = person.seen
      person.variation = (await evaluate('checkout/button', person.id)).variant
      // Asking again is no second exposure.
      if (index % 10 === 0) await evaluate('checkout/button', person.id)
      const buys = Math.floor(index / 2) % 10 < (person.variation === on ? 7 : 3)
      if (!buys) continue
      buyers++
      const total = 20 + (index % 17)
      const fate = index % 25
      const track = (event: string, properties: object, at: number) => ({
        type: 'track',
        event,
        userId: person.id,
        timestamp: new Date(at).toISOString(),
        messageId: `${event}-${person.id}`,
        properties: { order_id: `o-${person.id}`, ...properties },
      })
      orders.push(track('Order Completed', { revenue: total, currency: 'EUR' }, person.seen + 3_600_000))
      if (fate === 1) orders.push(track('Order Cancelled', {}, person.seen + 7_200_000))
      if (fate === 2) orders.push(track('Order Refunded', { revenue: 5 }, person.seen + 7_200_000))
      person.ordered = fate !== 1
      person.spent = fate === 1 ? 0 : fate === 2 ? total - 5 : total
    }
    now = START + 12 * DAY
    for (let from = 0; from < orders.length; from += 100) await send(orders.slice(from, from + 100))

    const told = await results(draft.id)
    const of = (variation: string | undefined) => people.filter((person) => person.variation === variation)
    for (const variation of [off, on]) {
      const mine = of(variation)
      const arm = (metric: string) =>
        told.metrics.find((one) => one.metric === metric)?.arms.find((one) => one.variation === variation)
      expect(arm('ready:ordered')).toMatchObject({
        units: mine.length,
        total: mine.filter(({ ordered }) => ordered).length,
      })
      const spent = mine.reduce((sum, person) => sum + person.spent, 0)
      expect(arm('ready:order-value')?.value).toBeCloseTo(
        spent / mine.filter(({ ordered }) => ordered).length,
        9,
      )
    }
    expect(told.health.checks.filter(({ state }) => state === 'stop')).toEqual([])
    expect(told.health.bothVariations).toBe(0)
    expect(told.health.days.reduce((sum, { units }) => sum + (units[0] ?? 0) + (units[1] ?? 0), 0)).toBe(
      PEOPLE,
    )
    expect(told.verdict).toMatchObject({ state: 'winner', recommendation: 'ship', variation: on })
    expect(
      told.verdict.sentence
        .map((part) => (typeof part === 'string' ? part : Object.values(part)[0]))
        .join(''),
    ).toMatch(
      /^"on" brings \d+(\.\d+)? % more people who order, between .+: ship it\. It is worth about €[\d,]+ a year\.$/,
    )

    // Some seconds of days are worked out at once; on a busy machine the rest comes when it is asked again.
    const course = async () => {
      for (;;) {
        const { cumulative, health } = await results(draft.id)
        if (cumulative.length === health.days.length) return cumulative
      }
    }
    const known = await course()
    // The days are worked out anew from the log where they are missing.
    await sql`DELETE FROM experiment_days`.execute(app.state)
    expect(await course()).toEqual(known)

    await api('POST', `${url}/traffic`, { traffic: 50 }, 409)
    expect((await api('PATCH', url, { control: on }, 409)).detail).toContain('control')
    await api('DELETE', url, undefined, 409)
    const current = await api('GET', 'flags/checkout%2Fbutton')
    await api('PUT', 'flags/checkout%2Fbutton/environments/production', {
      version: current.version,
      ...current.environments.production,
      enabled: false,
    })
    await expect
      .poll(
        async () => (await results(draft.id)).health.checks.find(({ check }) => check === 'flag')?.state,
        {
          timeout: 60_000,
        },
      )
      .toBe('warning')

    const shipped = await api('POST', `${url}/ship`, { variation: on, reason: 'Enough is known.' })
    expect(shipped).toMatchObject({ state: 'stopped', shipped: on, decided: 'Enough is known.' })
    const [listed] = (await api('GET', 'experiments')).experiments
    expect(listed.standing).toMatchObject({ state: 'winner', units: PEOPLE })
    expect((await api('GET', `${url}/report`)).markdown).toContain('## Verdict')
    now += 30 * DAY
    expect((await results(draft.id)).metrics).toEqual((await results(draft.id)).metrics)
    expect((await api('POST', `${url}/archive`)).state).toBe('archived')
    expect((await api('GET', 'experiments')).experiments).toEqual([])
  })

  it('keeps experiments of a layer apart, and says who holds it where it is full', async () => {
    const { api, makeFlag } = calls
    await makeFlag('a')
    await makeFlag('b')
    const layer = await api('POST', 'experiments/layers', { name: 'Checkout' }, 201)
    const make = (name: string, flag: string) =>
      api('POST', 'experiments', {
        name,
        flag,
        control: 'off',
        layer: layer.id,
        traffic: 60,
        split: ['off', 'on'].map((variation) => ({ variation, weight: 50 })),
        metrics: { primary: 'ready:ordered', guardrails: [], secondaries: [] },
      })
    const first = await make('First', 'a')
    const second = await make('Second', 'b')
    await api('POST', `experiments/${first.id}/start`)
    const refused = await api('POST', `experiments/${second.id}/start`, undefined, 409)
    expect(refused.detail).toContain('"First" (60 %)')
    await api('PATCH', `experiments/${second.id}`, { traffic: 40 })
    await api('POST', `experiments/${second.id}/start`)
    expect((await api('GET', 'experiments/layers')).layers).toMatchObject([{ free: 0, held: [{}, {}] }])
    await api('POST', `experiments/${first.id}/stop`, { reason: 'Done.' })
    await api('POST', `experiments/${second.id}/traffic`, { traffic: 70 })
    const { phases } = await api('GET', `experiments/${second.id}`)
    expect(phases).toMatchObject([{ traffic: 40 }, { traffic: 70 }])
    await api('POST', `experiments/${second.id}/stop`, {})
    await api('PUT', 'experiments/holdout', { share: 0.05 })
    expect(await api('GET', 'experiments/holdout')).toEqual({ share: 0.05 })
  })

  it('gives no slot of a layer to two that start at the same moment', async () => {
    const { api, makeFlag } = experimentCalls(app)
    const layer = await api('POST', 'experiments/layers', { name: 'Headlines' }, 201)
    const ids: string[] = []
    for (const flag of ['same-moment-1', 'same-moment-2', 'same-moment-3']) {
      await makeFlag(flag)
      const { id } = await api('POST', 'experiments', {
        name: flag,
        flag,
        layer: layer.id,
        control: 'off',
        traffic: 40,
        split: ['off', 'on'].map((variation) => ({ variation, weight: 50 })),
        metrics: { primary: 'ready:ordered', guardrails: [], secondaries: [] },
      })
      ids.push(id)
    }
    const started = await Promise.all(
      ids.map((id) => app.request('POST', `/api/v1/experiments/${id}/start`, {})),
    )
    expect(started.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 409])
    const { layers } = await api('GET', 'experiments/layers')
    expect(layers).toContainEqual(expect.objectContaining({ name: 'Headlines', free: 20 }))
    const experiments = await Promise.all(ids.map((id) => api('GET', `experiments/${id}`)))
    for (const { id, state } of experiments)
      if (state === 'running') await api('POST', `experiments/${id}/stop`, {})
  })

  it('moves the shares of a bandit towards the better, batch after batch, and nobody changes variation', async () => {
    const { api, makeFlag, evaluate, send, drawnBy, results } = calls
    await makeFlag('button/words')
    const layer = await api('POST', 'experiments/layers', { name: 'Words' }, 201)
    now = START + 20 * DAY
    const median = await api('POST', 'experiments/metrics', {
      name: 'Median minutes',
      definition: { kind: 'quantile', event: 'Watched', property: 'minutes', better: 'up' },
    })
    const draft = await api('POST', 'experiments', {
      name: 'Words on the button',
      flag: 'button/words',
      control: 'off',
      layer: layer.id,
      traffic: 90,
      split: ['off', 'on'].map((variation) => ({ variation, weight: 50 })),
      bandit: { batches: 3, days: 2 },
      metrics: { primary: median.id, guardrails: [], secondaries: [] },
      decision: { plannedDays: 14, effect: 0.2 },
    })
    const url = `experiments/${draft.id}`
    expect(draft.bandit).toEqual({ batches: 3, days: 2, floor: 0.05 })
    expect((await api('POST', `${url}/start`, undefined, 409)).detail).toContain('a quantile has no mean')
    await api('PATCH', url, { metrics: { primary: 'ready:ordered' } })
    const begun = await api('POST', `${url}/start`)
    expect(begun.phases).toMatchObject([{ traffic: 30, split: [{ weight: 50 }, { weight: 50 }] }])
    // What it was planned for is fixed with the start: 150 buyers in 28 days are fewer than the least there is.
    expect(begun.decision.plannedUnits).toBe(500)
    expect((await api('POST', `${url}/traffic`, { traffic: 50 }, 409)).detail).toContain('is a bandit')
    expect((await api('GET', 'experiments/layers')).layers).toContainEqual(
      expect.objectContaining({ name: 'Words', free: 10 }),
    )

    const met: { id: string; variation: string; phase: number; ordered: boolean }[] = []
    const meet = async (phase: number, units: Readonly<Record<string, readonly [number, number]>>) => {
      const drawn = await drawnBy('button/words')
      for (const [variation, [count, orders]] of Object.entries(units)) {
        const names = namesLike((name) => {
          const experiment = drawn(name)
          return experiment?.variation === variation && experiment.phase === phase
        }, 'words-')
        const before = met.filter((one) => one.variation === variation && one.phase === phase).length
        for (let skip = 0; skip < before; skip++) names.next()
        for (let index = 0; index < count; index++) {
          const id = names.next().value
          expect((await evaluate('button/words', id)).variant).toBe(variation)
          met.push({ id, variation, phase, ordered: index < orders })
        }
      }
      const buyers = met.filter((one) => one.phase === phase && one.ordered)
      await send(
        buyers.map(({ id }) => ({
          type: 'track',
          event: 'Order Completed',
          userId: id,
          timestamp: new Date(now + 60_000).toISOString(),
          messageId: `words-${id}`,
          properties: { order_id: `words-${id}`, revenue: 10, currency: 'EUR' },
        })),
      )
    }
    const current = () => api('GET', url)
    const shareOfOn = ({ phases }: { phases: { split: { variation: string; weight: number }[] }[] }) =>
      phases.at(-1)?.split.find(({ variation }) => variation === 'on')?.weight ?? 0

    await meet(0, { off: [50, 10], on: [50, 20] })
    now += DAY
    await app.runExperiments()
    expect((await current()).phases).toHaveLength(1)

    // A batch is opened once, however often it is looked, and after a standstill one and not all that were missed.
    now += 4 * DAY
    await app.runExperiments()
    await app.runExperiments()
    const second = await current()
    expect(second.phases).toMatchObject([{ traffic: 30 }, { traffic: 60 }])
    expect(shareOfOn(second)).toBeGreaterThan(85)
    expect(second.history.at(-1).what).toMatch(
      /^Batch 2 of 3: "on" \d\d(\.\d)? %, "off" .*"on" 40\.0 %, "off" 20\.0 %/,
    )
    expect(second.nextBatchAt).toBe(new Date(now + 2 * DAY).toISOString())

    const on = Math.round(shareOfOn(second))
    await meet(1, { off: [100 - on, 2], on: [on, 45] })
    now += DAY / 24
    const told = await results(draft.id)
    const [off, better] = told.metrics[0]?.arms ?? []
    // Each batch counts by its people: half of all came in each.
    const within = (0.4 - 0.2 + (45 / on - 2 / (100 - on))) / 2
    expect(better?.effect?.absolute?.estimate).toBeCloseTo(within, 9)
    expect((better?.value ?? 0) - (off?.value ?? 0)).toBeCloseTo(within, 9)
    expect(told.health.checks.find(({ check }) => check === 'sample_ratio')?.state).toBe('good')
    expect(told.verdict.reasons[0]).toContain('The shares followed the results over 2 batches')
    expect(told.method.words.join(' ')).toContain('A bandit')

    // Switched off, it waits and says so once; killed after a batch was kept, it is served and not drawn anew.
    const switchFlag = async (enabled: boolean) => {
      const flag = await api('GET', 'flags/button%2Fwords')
      const { production } = flag.environments
      await api('PUT', 'flags/button%2Fwords/environments/production', {
        version: flag.version,
        ...production,
        enabled,
      })
    }
    now += 2 * DAY
    await switchFlag(false)
    await app.runExperiments()
    await app.runExperiments()
    const waiting = await current()
    expect(waiting.phases).toHaveLength(2)
    expect(
      waiting.history.filter(({ what }: { what: string }) => what.includes('is switched off.')),
    ).toHaveLength(1)
    await switchFlag(true)
    const split = ['off', 'on'].map((variation) => ({ variation, weight: 50 }))
    const kept = { at: new Date(now).toISOString(), traffic: 90, slots: [[6000, 9000]], split }
    await sql`UPDATE experiments SET phases = phases || ${JSON.stringify([kept])}::jsonb WHERE id = ${draft.id}`.execute(
      app.state,
    )
    await app.runExperiments()
    const last = await current()
    expect(last).toMatchObject({ nextBatchAt: null, phases: [{}, {}, { split }] })
    const drawn = await drawnBy('button/words')
    for (const { id, variation, phase } of met) expect(drawn(id)).toMatchObject({ variation, phase })
    expect(drawn(namesLike((name) => drawn(name)?.phase === 2).next().value)).toBeDefined()
    await api('POST', `${url}/stop`, {})
    now = START + 20 * DAY
  })

  it('makes metrics, refuses those that say too little or too much, and plans by the history', async () => {
    const { api } = calls
    const metric = await api('POST', 'experiments/metrics', {
      name: 'Big orders',
      definition: {
        kind: 'proportion',
        event: 'Order Completed',
        where: [{ property: 'revenue', operator: 'atLeast', value: 30 }],
        better: 'up',
      },
    })
    const bad = (definition: object) => api('POST', 'experiments/metrics', { name: 'x', definition }, 400)
    expect((await bad({ kind: 'mean', event: 'x', better: 'up' })).field).toBe('definition.property')
    expect(
      (await bad({ kind: 'proportion', event: 'x', cap: { kind: 'value', at: 1 }, better: 'up' })).field,
    ).toBe('definition.cap')
    await api('PATCH', `experiments/metrics/${metric.id}`, { name: 'Large orders' })
    now = START + 14 * DAY
    const plan = await api('POST', 'experiments/plan', { metric: 'ready:revenue', effect: 0.1, days: 14 })
    expect(plan.history).toMatchObject({ units: buyers, format: 'money' })
    expect(plan.forEffect).toMatchObject({ effect: 0.1 })
    expect(plan.forDays.effect).toBeGreaterThan(0)
    const more = await api('POST', 'experiments/plan', { metric: 'ready:ordered', effect: 0.5 })
    expect(more).toMatchObject({ forEffect: null, sentence: expect.stringContaining('more than all') })
    const tooLittle = await api('POST', 'experiments/plan', {
      metric: metric.id,
      seen: { event: 'Nothing Like It' },
      effect: 0.1,
    })
    expect(tooLittle).toMatchObject({
      forEffect: null,
      sentence: expect.stringContaining('too little history'),
    })
    await api('DELETE', `experiments/metrics/${metric.id}`)
    await api('POST', 'experiments/from-finding', { id: 'nobody' }, 404)
  })
})
