import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlagSettingsInput } from '@throughline/contract/flag-rules'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '../../../platform/state/open-state.ts'
import type { State } from '../../../platform/state/state.ts'
import { copyPreparedState } from '../../../testing/prepared-state.ts'
import { audienceCheck } from './audience-check.ts'
import { environmentService } from './environment-service.ts'
import { experimentsApi } from './experiments-api.ts'
import type { StoredFlag } from './flag.ts'
import { openFlagDirectory } from './flag-directory.ts'
import type { ExperimentFlagChange, ExperimentServe } from './flag-experiments.ts'
import { flagService } from './flag-service.ts'
import { flagStore } from './flag-store.ts'
import { flagWriter } from './flag-writer.ts'
import { isUndoable } from './undo.ts'

const P = 'default'

/** One state store for all; each `process` is what a server process has of flags. */
describe('flags, as they are kept', () => {
  let folder = ''
  let state: State
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-flags-'))
    await copyPreparedState(folder)
    state = await openState({ kind: 'embedded', dataDir: folder })
    await sql`INSERT INTO projects (id, name, timezone, currency, identity_rules, created_at, changed_at)
      VALUES ('default', 'Shop', 'UTC', 'EUR', '{}', now(), now())`.execute(state)
  })
  afterAll(async () => {
    await state.destroy()
    await rm(folder, { recursive: true, force: true })
  })

  const process = async () => {
    const store = flagStore(state)
    const directory = await openFlagDirectory(
      store,
      () => [P],
      Date.now,
      () => {},
    )
    await directory.close()
    const audience = audienceCheck(() => true)
    const writer = flagWriter({ store, directory, peopleKnown: async () => {}, clock: Date.now })
    return {
      store,
      directory,
      flags: flagService({ store, directory, writer, audience, clock: Date.now }),
      environments: environmentService(store, directory, Date.now),
      experiments: experimentsApi(directory, writer, audience),
    }
  }
  const me = (version?: number) => ({ by: 'user-1', version })
  const input = (flag: StoredFlag): FlagSettingsInput => flag.settings.production as FlagSettingsInput
  const needs = (flag: string, variation = 'on') => [{ flag, variations: [variation] }]

  it('undo restores exactly what a change touched, whatever came after', async () => {
    const { flags } = await process()
    let made = 0
    const serve = fc.oneof(
      fc.constantFrom('on', 'off').map((variation) => ({ variation })),
      fc.integer({ min: 0, max: 100 }).map((weight) => ({
        split: [
          { variation: 'on', weight },
          { variation: 'off', weight: 100 - weight },
        ],
      })),
    )
    const settings = fc.record({
      enabled: fc.boolean(),
      off: fc.constantFrom('on', 'off', null),
      prerequisites: fc.constant<FlagSettingsInput['prerequisites']>([]),
      otherwise: serve,
      rules: fc.array(
        fc.record({
          conditions: fc.array(
            fc.record({
              attribute: fc.constantFrom('plan', 'a.b'),
              operator: fc.constant('equals' as const),
              value: fc.string(),
            }),
            { maxLength: 2 },
          ),
          serve,
        }),
        { maxLength: 3 },
      ),
    })
    const details = fc.record({
      name: fc.string({ minLength: 1, maxLength: 20 }),
      tags: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(settings, details), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        async (edits, pick) => {
          const key = `undo-${made++}`
          const states = [
            await flags.create(P, { key, type: 'boolean', environments: { production: {} } }, null),
          ]
          for (const edit of edits) {
            const { version } = states.at(-1) as StoredFlag
            states.push(
              'rules' in edit
                ? await flags.putSettings(P, key, 'production', edit, me(version))
                : await flags.change(P, key, edit, me(version)),
            )
          }
          const changes = (await flags.history(P, key, undefined, 50)).filter(
            ({ part }) => part.part !== 'created',
          )
          const change = changes[pick % Math.max(1, changes.length)]
          if (!change) return
          const before = states.findLast(({ version }) => version < change.version) as StoredFlag
          const last = states.at(-1) as StoredFlag
          const undone = await flags.undo(P, key, change.id, me(last.version))
          const isDetails = change.part.part === 'details'
          expect(undone.details).toEqual(isDetails ? before.details : last.details)
          expect(undone.settings).toEqual(isDetails ? last.settings : before.settings)
        },
      ),
      { numRuns: 25, seed: 5 },
    )
  }, 60_000)

  it('lets one of two writers through, and tells the other', async () => {
    const [here, there] = [await process(), await process()]
    const { version } = await here.flags.create(P, { key: 'two-writers', type: 'boolean' }, null)
    await there.directory.refresh()
    const outcomes = await Promise.allSettled([
      here.flags.change(P, 'two-writers', { name: 'Here' }, me(version)),
      there.flags.change(P, 'two-writers', { name: 'There' }, me(version)),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('at version 2 now'),
    })
    // The kill switch asks for no version.
    const switched = await there.flags.switch(P, 'two-writers', 'production', true, me())
    expect(switched).toMatchObject({ version: 3, settings: { production: { enabled: true } } })
    expect(here.directory.find(P, 'two-writers')?.version).toBeLessThan(3)
    await here.directory.refresh()
    expect(here.directory.find(P, 'two-writers')).toEqual(switched)
  })

  it('refuses a circle of prerequisites by its name, also where two close it at once', async () => {
    const [here, there] = [await process(), await process()]
    const a = await here.flags.create(P, { key: 'circle-a', type: 'boolean' }, null)
    const b = await here.flags.create(P, { key: 'circle-b', type: 'boolean' }, null)
    const outcomes = await Promise.allSettled([
      here.flags.putSettings(
        P,
        a.key,
        'production',
        { ...input(a), prerequisites: needs('circle-b') },
        me(1),
      ),
      there.flags.putSettings(
        P,
        b.key,
        'production',
        { ...input(b), prerequisites: needs('circle-a') },
        me(1),
      ),
    ])
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ code: 'invalid', details: { field: 'prerequisites' } })
    expect(lost.reason.message).toMatch(
      /in a circle: "circle-(a|b)" needs "circle-(a|b)" needs "circle-(a|b)"/,
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])

    await expect(
      here.flags.putSettings(P, a.key, 'production', { ...input(a), prerequisites: needs('nowhere') }, me()),
    ).rejects.toMatchObject({ code: 'invalid', details: { field: 'prerequisites[0].flag' } })
  })

  it('refuses to take away what another flag needs', async () => {
    const { flags } = await process()
    const below = await flags.create(P, { key: 'below', type: 'boolean' }, null)
    const above = await flags.create(P, { key: 'above', type: 'boolean' }, null)
    await flags.putSettings(
      P,
      'above',
      'production',
      { ...input(above), prerequisites: needs('below') },
      me(1),
    )
    await expect(flags.archive(P, 'below', me(1))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('"above" needs "below" in production'),
    })
    const variations = below.details.variations.map((one) =>
      one.key === 'on' ? { ...one, key: 'yes' } : one,
    )
    await expect(flags.change(P, 'below', { variations }, me(1))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('says what is wrong with a flag, and where', async () => {
    const { flags } = await process()
    const flag = await flags.create(P, { key: 'wrong', type: 'boolean' }, null)
    const split = (weight: number) => ({
      split: [
        { variation: 'on', weight: 50 },
        { variation: 'off', weight },
      ],
    })
    const rule = (value: string) => [
      { conditions: [{ attribute: 'a', operator: 'matches' as const, value }], serve: { variation: 'on' } },
    ]
    const attempts: [Partial<FlagSettingsInput>, string, RegExp][] = [
      [{ otherwise: split(49.9) }, 'otherwise.split', /sum to 99\.9; they must sum to 100/],
      [{ otherwise: {} }, 'otherwise', /exactly one of/],
      [{ otherwise: { experiment: { id: 'e' } } }, 'otherwise', /experiment/],
      [{ off: 'maybe' }, 'off', /no variation "maybe"/],
      [{ rules: rule('(?=x)') }, 'rules[0].conditions[0].value', /./],
    ]
    for (const [change, field, words] of attempts)
      await expect(
        flags.putSettings(P, 'wrong', 'production', { ...input(flag), ...change }, me(1)),
        field,
      ).rejects.toMatchObject({ code: 'invalid', details: { field }, message: expect.stringMatching(words) })
    await expect(flags.create(P, { key: 'events', type: 'boolean' }, null)).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(flags.create(P, { key: 'wrong', type: 'boolean' }, null)).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(flags.create(P, { key: 'text', type: 'string' }, null)).rejects.toMatchObject({
      details: { field: 'variations' },
    })
    // A catastrophic pattern is no danger to a matcher without backtracking.
    await flags.putSettings(P, 'wrong', 'production', { ...input(flag), rules: rule('(a+)+$') }, me(1))
  })

  it('has environments of their own settings, and keeps all over a restart', async () => {
    const first = await process()
    await first.flags.create(P, { key: 'places', type: 'boolean', environments: { production: {} } }, null)
    await first.environments.create(P, { key: 'staging', copyOf: 'production' })
    await first.environments.create(P, { key: 'test' })
    await first.flags.switch(P, 'places', 'staging', false, me())
    const second = await process()
    expect(second.directory.find(P, 'places')?.settings).toMatchObject({
      production: { enabled: true },
      staging: { enabled: false },
      test: { enabled: false },
    })
    expect(second.environments.list(P).map(({ key }) => key)).toEqual(['production', 'staging', 'test'])
    const evaluate = (environment: string) =>
      second.directory.served(P, environment)?.evaluator.evaluate('places', { targetingKey: 'u' }).reason
    expect([evaluate('production'), evaluate('staging')]).toEqual(['STATIC', 'DISABLED'])
    await second.environments.remove(P, 'test')
    expect(Object.keys(second.flags.get(P, 'places').settings)).toEqual(['production', 'staging'])
    await expect(second.environments.remove(P, 'production')).rejects.toMatchObject({ code: 'conflict' })
    await expect(second.environments.create(P, { key: 'staging' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(second.flags.switch(P, 'places', 'test', true, me())).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('guards the rule of a running experiment, and ships a variation', async () => {
    const { flags, experiments } = await process()
    const told: ExperimentFlagChange[] = []
    experiments.onChange((change) => told.push(change))
    await flags.create(P, { key: 'tested', type: 'boolean', environments: { production: {} } }, null)
    const split = [
      { variation: 'on', weight: 50 },
      { variation: 'off', weight: 50 },
    ]
    const serve = (...slots: [number, number][]): ExperimentServe => ({
      id: 'e1',
      unit: 'targetingKey',
      salt: 's',
      layer: 's',
      phases: slots.map((each) => ({ slots: [each], split })),
      holdout: null,
    })
    const place = { flag: 'tested', environment: 'production' }
    const run = (...slots: [number, number][]) =>
      experiments.putExperimentRule(
        P,
        { ...place, name: 'Test', conditions: [], serve: serve(...slots) },
        null,
      )
    await run([0, 1000])
    await run([0, 1000], [1000, 5000])
    await expect(run([0, 500])).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('only grows'),
    })
    expect(told).toEqual([])

    const running = flags.get(P, 'tested')
    const put = (change: Partial<FlagSettingsInput>) =>
      flags.putSettings(P, 'tested', 'production', { ...input(running), ...change }, me(running.version))
    await expect(put({ rules: [] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('e1'),
    })
    await expect(flags.archive(P, 'tested', me())).rejects.toMatchObject({ code: 'conflict' })
    const [, started] = await flags.history(P, 'tested', undefined, 2)
    await expect(flags.undo(P, 'tested', started?.id ?? '', me())).rejects.toMatchObject({ code: 'conflict' })
    expect(started && isUndoable(started)).toBe(false)
    const staff = {
      conditions: [{ attribute: 'staff', operator: 'exists' as const }],
      serve: { variation: 'on' },
    }
    const rules = [staff, { id: 'experiment_e1', conditions: [], serve: { experiment: { id: 'e1' } } }]
    const moved = await put({ rules })
    expect(moved.settings.production?.rules[1]?.serve).toEqual({ experiment: serve([0, 1000], [1000, 5000]) })
    await flags.switch(P, 'tested', 'production', false, me())
    expect(told.map(({ isOff, experiments }) => [isOff, experiments])).toEqual([
      [false, ['e1']],
      [true, ['e1']],
    ])

    await experiments.ship(
      P,
      { ...place, experiment: 'e1', name: 'E1', conditions: [], variation: 'on' },
      null,
    )
    const shipped = flags.get(P, 'tested').settings.production
    expect(shipped?.rules.map(({ serve }) => serve)).toEqual([{ variation: 'on' }, { variation: 'on' }])
    await experiments.removeExperimentRule(P, { ...place, experiment: 'e1' }, null)
    expect((await flags.archive(P, 'tested', me())).archivedAt).not.toBeNull()
  })
})
