import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const mortalProcess = new URL('../../../testing/follow-people-process.ts', import.meta.url)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-crash-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** @returns what the process printed, or the signal that ended it */
function follow(dataDir: string, killAfter: number): Promise<string> {
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

test('a process killed between any two of its writes goes on to the same people', async () => {
  const whole = await follow(join(folder, 'whole'), 0)
  expect(JSON.parse(whole).length).toBeGreaterThan(50)
  const mortal = join(folder, 'mortal')
  let deaths = 0
  for (let killAfter = 2; killAfter < 40; killAfter++) {
    if ((await follow(mortal, killAfter)) !== 'SIGKILL') break
    deaths++
  }
  expect(deaths).toBeGreaterThan(6)
  expect(await follow(mortal, 0)).toBe(whole)
}, 240_000)
