import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyPreparedState } from '../../../testing/prepared-state.ts'

const mortalProcess = new URL('../../../testing/withdraw-consent-process.ts', import.meta.url)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-withdrawal-crash-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** @returns what the process printed, or the signal that ended it */
function run(dataDir: string, killAfter: number): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(mortalProcess), dataDir, String(killAfter)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal) resolve(signal)
      else if (code === 0) resolve(printed)
      else reject(new Error(`The process ended with ${code}.`))
    })
  })
}

test('a process killed between any two writes, in whichever store, goes on to delete the same', async () => {
  for (const name of ['whole', 'mortal']) await copyPreparedState(join(folder, name, 'state'))
  const whole = JSON.parse(await run(join(folder, 'whole'), 0))
  expect(whole).toMatchObject({ recordings: [], undone: 0 })
  expect(whole.deletedEvents).toBeGreaterThan(10)
  expect(whole.people.length).toBeGreaterThan(10)

  const mortal = join(folder, 'mortal')
  let deaths = 0
  // Each goes on with what the last one left.
  for (let killAfter = 1; killAfter < 60; killAfter += 2) {
    if ((await run(mortal, killAfter)) !== 'SIGKILL') break
    deaths++
  }
  expect(deaths).toBeGreaterThan(5)
  expect(JSON.parse(await run(mortal, 0))).toEqual(whole)
}, 400_000)
