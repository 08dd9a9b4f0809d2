import { expect } from 'vitest'
import { type FlagTestClient, on } from './flag-test-client.ts'

/** What somebody still needs is not deleted, and the refusal says who; what nobody needs is gone without a trace. */
export async function expectRemoval({ api, make, put, ask }: FlagTestClient): Promise<void> {
  const url = '/api/v1/flags/gone%2Fsoon'
  const act = async (key: string, action: 'archive' | 'restore', status = 200) => {
    const { version } = await api('GET', `/api/v1/flags/${key}`)
    return api('POST', `/api/v1/flags/${key}/${action}`, { version }, status)
  }
  const refused = async (path: string) => (await api('DELETE', path, undefined, 409)).detail

  const segment = await api('POST', '/api/v1/segments', {
    name: 'Sporty',
    kind: 'rule',
    rule: { event: { name: 'Product Viewed' } },
  })
  const rules = [
    {
      conditions: [{ attribute: 'segment', operator: 'in', value: [segment.id] }],
      serve: { variation: 'on' },
    },
  ]
  await make('gone/soon', { environments: { production: { rules } } })
  expect(await refused(`/api/v1/segments/${segment.id}`)).toBe(
    '"Sporty" is named by the flag "gone/soon" in production. Take it out there first, then delete it.',
  )
  await put('gone/soon', { rules: [] })
  const { changes } = await api('GET', `${url}/history`)
  await api('DELETE', `/api/v1/segments/${segment.id}`)
  const undone = await api('POST', `${url}/undo`, { version: 2, change: changes[0].id }, 400)
  expect(undone.detail).toContain('no segment has the id')

  const experiment = await api('POST', '/api/v1/experiments', { name: 'Shorter form', flag: 'gone/soon' })
  await make('needs-it', {
    environments: { production: { prerequisites: [{ flag: 'gone/soon', variations: ['on'] }] } },
  })
  expect(await refused(url)).toContain('Archive it first')
  await act('needs-it', 'archive')
  await act('gone%2Fsoon', 'archive')
  expect((await act('needs-it', 'restore', 400)).detail).toContain(
    'the flag "gone/soon" is archived; restore it first',
  )
  expect(await refused(url)).toContain('The experiment "Shorter form" names "gone/soon"')
  await api('DELETE', `/api/v1/experiments/${experiment.id}`)
  expect(await refused(url)).toContain('The archived flag "needs-it" needs "gone/soon"')
  await api('DELETE', '/api/v1/flags/needs-it')
  await api('DELETE', url)
  await api('DELETE', url, undefined, 404)
  expect((await ask('/gone%2Fsoon', { context: {} })).statusCode).toBe(404)

  await make('gone/soon', { environments: on })
  expect((await api('GET', `${url}/history`)).changes).toHaveLength(1)
  expect(await api('GET', `${url}/usage`)).toMatchObject({ total: 0, lastEvaluatedAt: null })
}
