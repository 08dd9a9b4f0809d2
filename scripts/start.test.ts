import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** A project of the same shape with a small server, so that the scripts run as they are, in seconds. */
let project: string
const children: ChildProcess[] = []

const SERVER = `
import { writeFileSync } from 'node:fs'
const timer = setInterval(() => undefined, 1000)
process.on('SIGTERM', () => {
  writeFileSync('drained', String(process.pid))
  setTimeout(() => { clearInterval(timer); process.exitCode = Number(process.env.EXIT ?? 0) }, 200)
})
writeFileSync('pid', String(process.pid) satisfies string)
`
/** Stands for npm: notes that it ran and leaves what npm ci leaves. */
const NPM = `
import fs from 'node:fs'
fs.appendFileSync('npm-runs', process.argv.slice(2).join(' ') + '\\n')
if (process.env.NPM_FAILS) { console.error('no network'); process.exit(1) }
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true })
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
}, 300)
`

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'throughline-scripts-')))
  cpSync(new URL('.', import.meta.url), join(project, 'scripts'), { recursive: true })
  write('package.json', JSON.stringify({ type: 'module', workspaces: ['apps/*', 'packages/*'] }))
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }))
  write('tsconfig.base.json', '{}')
  write('npm.js', NPM)
  write('apps/server/package.json', JSON.stringify({ name: '@throughline/server' }))
  write('apps/server/src/main.ts', SERVER)
  write(
    'apps/dashboard/package.json',
    JSON.stringify({
      name: '@throughline/dashboard',
      dependencies: { '@throughline/contract': '*' },
      scripts: { build: 'mkdir -p dist && echo built >> ../../builds' },
    }),
  )
  write('packages/contract/package.json', JSON.stringify({ name: '@throughline/contract' }))
  write('packages/contract/src/event.ts', 'export const a = 1')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(project, { recursive: true, force: true })
})

describe('npm start', () => {
  it('installs and builds once, however many start at once, and again only what changed', async () => {
    const both = [run('build.mjs'), run('build.mjs')]
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
    expect(lines('npm-runs')).toHaveLength(1)
    expect(lines('builds')).toHaveLength(1)

    write('packages/contract/src/event.ts', 'export const a = 2')
    expect(await run('build.mjs').ended).toBe(0)
    expect(lines('npm-runs')).toHaveLength(1)
    expect(lines('builds')).toHaveLength(2)

    write(
      'package-lock.json',
      JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }),
    )
    expect(await run('setup.mjs').ended).toBe(0)
    expect(lines('npm-runs')).toHaveLength(2)
  })

  it('takes over from a set-up that died', async () => {
    write('.setup-lock/holder', 'somewhere 1')
    const hourAgo = new Date(Date.now() - 3_600_000)
    utimesSync(join(project, '.setup-lock'), hourAgo, hourAgo)
    expect(await run('setup.mjs').ended).toBe(0)
    expect(existsSync(join(project, '.setup-lock'))).toBe(false)
  })

  it('accepts what someone installed by hand', async () => {
    mkdirSync(join(project, 'node_modules'))
    cpSync(join(project, 'package-lock.json'), join(project, 'node_modules/.package-lock.json'))
    expect(await run('setup.mjs').ended).toBe(0)
    expect(existsSync(join(project, 'npm-runs'))).toBe(false)
  })

  it('says what to do when the dependencies cannot be installed', async () => {
    const setup = run('setup.mjs', { NPM_FAILS: '1' })
    expect(await setup.ended).toBe(1)
    expect(setup.output()).toContain('no network')
    expect(setup.output()).toContain('npm ci ended with code 1')
    expect(setup.output()).not.toContain('    at ')
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'drains the server on %s and ends after it, with its exit code',
    async (signal) => {
      const start = run('start.mjs', { EXIT: '7' })
      const pid = await serverPid(start)
      start.child.kill(signal)
      expect(await start.ended).toBe(7)
      expect(lines('drained')).toEqual([String(pid)])
      expect(isAlive(pid)).toBe(false)
    },
  )

  it('is reached by the signals that npm gets: no shell stays in between, which would keep them to itself', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    for (const name of ['start', 'test', 'throughline']) expect(scripts[name]).toMatch(/^exec node /)
  })

  it('leaves no server behind when it is killed outright', async () => {
    const start = run('start.mjs')
    const pid = await serverPid(start)
    start.child.kill('SIGKILL')
    await start.ended
    while (isAlive(pid)) await sleep(50)
    expect(lines('drained')).toEqual([String(pid)])
  })

  it('ends when npm is killed outright', async () => {
    const start = run('start.mjs', { npm_lifecycle_event: 'start' }, '; true')
    const pid = await serverPid(start)
    start.child.kill('SIGKILL')
    while (isAlive(pid)) await sleep(50)
    expect(lines('drained')).toEqual([String(pid)])
  })
})

/** Runs a script under a shell, as npm does; with `after` the shell stays in between as a parent. */
function run(script: string, env: Record<string, string> = {}, after = '') {
  const command = after ? `node scripts/${script}${after}` : `exec node scripts/${script}`
  const { npm_lifecycle_event: _, ...own } = process.env
  const child = spawn('sh', ['-c', command], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...own, npm_execpath: join(project, 'npm.js'), npm_node_execpath: process.execPath, ...env },
  })
  children.push(child)
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended, output: () => output }
}

/** @throws Error with what the script printed, where it ended before it had a server */
async function serverPid({ child, output }: ReturnType<typeof run>): Promise<number> {
  while (!existsSync(join(project, 'pid')) || !lines('pid')[0]) {
    if (child.exitCode !== null) throw new Error(`The script ended with ${child.exitCode}:\n${output()}`)
    await sleep(50)
  }
  return Number(lines('pid')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A zombie that nobody has waited for has ended.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function lines(file: string): string[] {
  return readFileSync(join(project, file), 'utf8').split('\n').filter(Boolean)
}

function write(file: string, text: string): void {
  mkdirSync(join(project, file, '..'), { recursive: true })
  writeFileSync(join(project, file), text)
}
