import { expect } from 'vitest'
import { type FlagTestClient, on } from './flag-test-client.ts'

/** What was changed and asked for is told; what was changed is taken back, archived and restored. */
export async function expectHistory({ app, api, make, ask }: FlagTestClient): Promise<void> {
  await make('told', { name: 'Told', tags: ['shop'], environments: on })
  for (let time = 0; time < 3; time++) await ask('/told', { context: { targetingKey: `u${time}` } })
  const usage = await api('GET', '/api/v1/flags/told/usage?days=7')
  expect(usage).toMatchObject({ environment: 'production', total: 3, stale: null })
  expect(usage.days).toHaveLength(7)
  expect(usage.days.at(-1).variations).toEqual({ on: 3 })
  await api('PATCH', '/api/v1/flags/told', { version: 1, name: 'Renamed' })
  expect((await api('PATCH', '/api/v1/flags/told', { version: 1, name: 'Late' }, 409)).detail).toContain(
    'version 2',
  )
  const { changes } = await api('GET', '/api/v1/flags/told/history')
  expect(changes).toMatchObject([
    { what: ['Name: "Told" → "Renamed"'], by: null, version: 2, undoable: true },
    { what: ['Made, of type boolean'], undoable: false },
  ])
  expect(await api('POST', '/api/v1/flags/told/undo', { version: 2, change: changes[0].id })).toMatchObject({
    name: 'Told',
    version: 3,
  })
  const [latest] = changes
  expect((await api('GET', `/api/v1/flags/told/history?before=${latest.id}`)).changes).toEqual(
    changes.slice(1),
  )
  const garbled = await api('GET', '/api/v1/flags/told/history?before=yesterday', undefined, 400)
  expect(garbled).toMatchObject({ code: 'invalid', field: 'before' })
  await api('POST', '/api/v1/flags/told/archive', { version: 3 })
  const archived = await api('GET', '/api/v1/flags/told/history')
  expect(archived.changes.map(({ undoable }: { undoable: boolean }) => undoable)).not.toContain(true)
  const dots = await api('POST', '/api/v1/flags', { key: 'a/../b', type: 'boolean' }, 400)
  expect(dots.detail).toContain('a part of dots alone')
  expect((await ask('/told', { context: {} })).statusCode).toBe(404)
  const { flags } = await api('GET', '/api/v1/flags?archived=true&search=TOLD&tag=shop')
  expect(flags).toMatchObject([
    { key: 'told', environments: [{ environment: 'production', serves: '"on" for everybody' }] },
  ])
  await api('POST', '/api/v1/flags/told/restore', { version: 4 })
  expect((await ask('/told', { context: {} })).json()).toMatchObject({ value: true })
  await api('GET', '/api/v1/flags/nothing', undefined, 404)
  await api('POST', '/api/v1/environments', { key: 'staging' })
  const staging = { authorization: `Bearer ${app().apiToken}`, 'throughline-environment': 'staging' }
  expect((await ask('/told', { context: {} }, staging)).json()).toMatchObject({
    value: false,
    reason: 'DISABLED',
  })
  await api('POST', '/api/v1/flags/told/switch', { environment: 'staging', enabled: true })
  await api('DELETE', '/api/v1/environments/staging')
  const gone = await api('GET', '/api/v1/flags/told/history')
  expect(gone.changes[0]).toMatchObject({
    environment: 'staging',
    what: ['Switched on: "on" for everybody'],
    undoable: false,
  })
}
