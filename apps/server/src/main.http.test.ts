import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess } from './testing/server-process.ts'
import { newDataDir } from './testing/test-app.ts'

const running: ServerProcess[] = []
const start = async (dataDir: string, settings?: Record<string, string>) => {
  const server = await startServerProcess(dataDir, settings)
  running.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')))
})

const printed = (server: ServerProcess, pattern: RegExp) => pattern.exec(server.stdout())?.[0]
const projectBy = (server: ServerProcess, token: string) =>
  fetch(`${server.url}/api/v1/project`, { headers: { authorization: `Bearer ${token}` } })

describe('the first start on an empty folder, and those after', () => {
  let dataDir: string
  let token: string
  let writeKey: string
  let setupLink: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'throughline-first-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('prints address, keys and the set-up link, all of which work, and drains on SIGTERM', async () => {
    const server = await start(dataDir)
    token = printed(server, /tk_[\w-]+/) ?? ''
    writeKey = printed(server, /wk_[\w-]+/) ?? ''
    setupLink = printed(server, /http\S+\/setup#token=\S+/) ?? ''
    expect(setupLink).not.toBe('')

    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(await (await projectBy(server, token)).json()).toMatchObject({ id: 'default', writeKey })
    expect((await stat(join(dataDir, 'login-secret'))).mode & 0o777).toBe(0o600)

    expect(await server.end('SIGTERM')).toBe(0)
    expect(server.stderr()).toBe('')
  })

  it('prints no key again, but a fresh link, and the keys go on working', async () => {
    const server = await start(dataDir)
    expect(printed(server, /tk_|wk_/)).toBeUndefined()
    const link = printed(server, /http\S+\/setup#token=\S+/)
    expect(link).toBeDefined()
    expect(link?.split('#')[1]).not.toBe(setupLink.split('#')[1])
    expect(await (await projectBy(server, token)).json()).toMatchObject({ writeKey })
    expect(await server.end('SIGINT')).toBe(0)
  })

  it('takes other keys and an owner from the settings, and prints none of them', async () => {
    const settings = {
      THROUGHLINE_WRITE_KEY: 'write-key-of-the-settings',
      THROUGHLINE_API_TOKEN: 'token-of-the-settings',
      THROUGHLINE_OWNER_EMAIL: 'anna@example.com',
      THROUGHLINE_OWNER_PASSWORD: 'correct horse battery',
      THROUGHLINE_LOG_LEVEL: 'debug',
    }
    const server = await start(dataDir, settings)
    const project = await (await projectBy(server, settings.THROUGHLINE_API_TOKEN)).json()
    expect(project).toMatchObject({ writeKey: settings.THROUGHLINE_WRITE_KEY })
    expect((await projectBy(server, token)).status).toBe(200)
    const session = await (await fetch(`${server.url}/api/v1/session`)).json()
    expect(session).toMatchObject({ setupRequired: false })
    const output = server.stdout() + server.stderr()
    for (const secret of [...Object.values(settings).slice(0, 4), token, 'setup#'])
      expect(output).not.toContain(secret)
  })

  it('starts after kill -9 with all it knew', async () => {
    // The test before was ended by SIGKILL.
    const server = await start(dataDir)
    expect((await projectBy(server, 'token-of-the-settings')).status).toBe(200)
    const login = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'anna@example.com', password: 'correct horse battery' }),
    })
    expect(login.status).toBe(200)
    const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await fetch(`${server.url}/api/v1/project`, { headers: { cookie } })).status).toBe(200)
  })
})

it('a stop waits for what works for clients that have left, and the stores close after it', async () => {
  const dataDir = await newDataDir()
  const server = await start(dataDir, { THROUGHLINE_API_TOKEN: 'a-token' })
  const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' }
  const rules = ['A', 'B', 'C', 'D'].map((name) => ({ event: { name } }))
  const made = await fetch(`${server.url}/api/v1/segments`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'Asked', kind: 'rule', rule: { combine: { match: 'all', rules } } }),
  })
  const size = `${server.url}/api/v1/segments/${((await made.json()) as { id: string }).id}/size?fresh=true`
  const leaving = new AbortController()
  const asked = Array.from({ length: 60 }, () => fetch(size, { headers, signal: leaving.signal }))
  await Promise.race(asked)
  const ended = server.end('SIGTERM')
  leaving.abort()
  await Promise.allSettled(asked)
  expect(await ended).toBe(0)
  expect(server.stderr()).toBe('')
  await rm(dataDir, { recursive: true })
})

describe('a start that can not be', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await newDataDir()
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('says that another process has the folder, and harms neither', async () => {
    const first = await start(dataDir, { THROUGHLINE_API_TOKEN: 'a-token' })
    const second = await start(dataDir)
    expect(await second.ended()).toBe(1)
    expect(second.stderr()).toBe(
      `Another Throughline already uses the data folder ${dataDir}. Stop it first, or start this one with another THROUGHLINE_DATA_DIR.\n`,
    )
    expect((await projectBy(first, 'a-token')).status).toBe(200)
    expect(await first.end('SIGTERM')).toBe(0)
  })

  it('says that the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const address = holder.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const server = await start(dataDir, { THROUGHLINE_PORT: String(port) })
    expect(await server.ended()).toBe(1)
    expect(server.stderr()).toBe(
      `Another program already listens on port ${port} of 127.0.0.1. Stop it, or set THROUGHLINE_PORT to a free one.\n`,
    )
    holder.close()
  })

  it('names the setting that is wrong, and not its value', async () => {
    const server = await start(dataDir, { THROUGHLINE_API_TOKEN: 'not a token!' })
    expect(await server.ended()).toBe(1)
    expect(server.stderr()).toContain('THROUGHLINE_API_TOKEN')
    expect(server.stderr()).not.toContain('not a token!')
    expect(server.stderr().trim().split('\n')).toHaveLength(1)
  })
})
