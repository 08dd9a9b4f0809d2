import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { openAnalytics } from '../../../platform/analytics/open-analytics.ts'
import { extentSql, readExtent } from './session-queries.ts'

let folder: string
let analytics: Analytics
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-extent-'))
  analytics = await openAnalytics({ kind: 'embedded', dataDir: folder })
})
afterAll(async () => {
  await analytics.close()
  await rm(folder, { recursive: true, force: true })
})

it('reads as in its golden file', async () => {
  await expect(`${extentSql('p').compile().query}\n`).toMatchFileSnapshot('session-queries.golden.sql')
})

it('tells first and last event of this project alone, to the millisecond', async () => {
  expect(await readExtent(analytics, 'shop')).toBeUndefined()

  const rows = [
    ['shop', '2026-03-29 00:59:59.999'],
    ['shop', '1999-12-31 23:00:00.000'],
    ['shop', '2026-01-01 00:00:00.000'],
    ['other', '1990-01-01 00:00:00.000'],
  ].map(([project, ts], index) => [project, ts, `m${index}`])
  await analytics.insert('events', ['project_id', 'ts', 'message_id'], rows, { name: 'test' })

  expect(await readExtent(analytics, 'shop')).toEqual({
    first: '1999-12-31T23:00:00.000Z',
    last: '2026-03-29T00:59:59.999Z',
  })
})
