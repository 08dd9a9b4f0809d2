import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Import, ImportMapping } from '@throughline/contract/imports'
import type { TestContext } from 'vitest'
import { startTestApp, type TestApp, type TestAppOptions } from '../../../testing/test-app.ts'

export interface ImportTestApp extends TestApp {
  /** Announces and sends a file; gives the import as it was looked at. */
  send(name: string, content: string | Buffer, source?: string): Promise<Import>
  get(id: string): Promise<Import>
  /** Calls `check`, `start` … and waits until its work is done. */
  run(id: string, verb: 'check' | 'start', mapping?: ImportMapping): Promise<Import>
  /** Waits until the import is no longer at work. */
  settled(id: string): Promise<Import>
}

/** The whole app, with what tests of imports do again and again. */
export async function startImportTestApp(options?: TestAppOptions): Promise<ImportTestApp> {
  const app = await startTestApp(options)
  const ask = async (...request: Parameters<TestApp['request']>): Promise<Import> => {
    const answer = await app.request(...request)
    if (answer.statusCode >= 300) throw new Error(`${request[1]}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  const get = (id: string) => ask('GET', `/api/v1/imports/${id}`)
  const settled = async (id: string): Promise<Import> => {
    for (;;) {
      const found = await get(id)
      if (!['queued', 'running', 'checking'].includes(found.status)) return found
      await setTimeout(20)
    }
  }
  return {
    ...app,
    get,
    settled,
    async send(name, content, source) {
      const bytes = Buffer.from(content)
      const { id } = await ask('POST', '/api/v1/imports', {
        name,
        size: bytes.length,
        ...(source && { source }),
      })
      const answer = await app.http.inject({
        method: 'PUT',
        url: `/api/v1/imports/${id}/file`,
        headers: { authorization: `Bearer ${app.apiToken}`, 'content-type': 'application/octet-stream' },
        payload: bytes,
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.json()
    },
    async run(id, verb, mapping) {
      if (mapping) await ask('PUT', `/api/v1/imports/${id}/mapping`, mapping)
      await ask('POST', `/api/v1/imports/${id}/${verb}`)
      return settled(id)
    },
  }
}

/** A file of `../shared/data`; where it is absent, says so and skips the test. */
export async function realFile(context: TestContext, name: string): Promise<Buffer> {
  const path = join(import.meta.dirname, '../../../../../../../shared/data', name)
  if (!existsSync(path)) {
    console.warn(`SKIPPED: ${context.task.name}: the real file ${name} is not here.`)
    context.skip()
  }
  return readFile(path)
}

/** Of a run, by outcome. */
export const outcomesOf = (run: Import['run']): Record<string, number> =>
  Object.fromEntries(run?.outcomes.map(({ outcome, rows }) => [outcome, rows]) ?? [])
