import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServerProcess } from './testing/server-process.ts'
import { newDataDir } from './testing/test-app.ts'

const cli = join(import.meta.dirname, 'cli.ts')
let dataDir: string
beforeAll(async () => {
  dataDir = await newDataDir()
  await writeFile(join(dataDir, 'orders.csv'), csv(3000))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const csv = (rows: number): string =>
  [
    'order_id;kundennummer;bestelldatum;umsatz',
    ...Array.from(
      { length: rows },
      (_, index) => `o${index};k${index % 70};0${(index % 9) + 1}.02.2026;1.234,${10 + (index % 80)}`,
    ),
    '',
  ].join('\n')

function throughline(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, THROUGHLINE_DATA_DIR: dataDir, ...settings },
  })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk
  })
  return new Promise<{ code: number | null; out: string; error: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, error })),
  )
}

describe('the command line', () => {
  it('tells what it can do, and what it did not understand', async () => {
    const help = await throughline(['--help'])
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('import <file>') })
    expect(await throughline(['inport'])).toMatchObject({
      code: 1,
      error: 'There is no command "inport". Run "throughline --help" to see all of them.\n',
    })
    expect(await throughline(['import', 'none.csv'])).toMatchObject({
      code: 1,
      error: expect.stringContaining('There is no file'),
    })
    expect(await throughline(['import', 'orders.csv', '--format', 'xml'])).toMatchObject({
      code: 1,
      error: '--format must be one of segment, csv, access_log.\n',
    })
  })

  it('says why the data folder can not be used, rather than that a server has it', async () => {
    const path = join(dataDir, 'orders.csv')
    expect(await throughline(['import', 'orders.csv'], { THROUGHLINE_DATA_DIR: path })).toMatchObject({
      code: 1,
      error: `The data folder ${path} is not a folder. Remove the file, or set THROUGHLINE_DATA_DIR to another folder.\n`,
    })
  })

  it('opens the data folder itself where no server runs: dry run, mapping file, import, repeat', async () => {
    const dry = await throughline(['import', 'orders.csv', '--dry-run'])
    expect(dry.out).toContain('nothing is stored')
    expect(dry.out).toContain('3,001 rows, 3,000 events')
    expect(dry.code).toBe(0)

    const written = await throughline(['import', 'orders.csv', '--write-mapping', 'mapping.json'])
    expect(written.code).toBe(0)
    const mapping = JSON.parse(await readFile(join(dataDir, 'mapping.json'), 'utf8'))
    expect(mapping).toMatchObject({ delimiter: ';', decimal: ',', userId: 'kundennummer', revenue: 'umsatz' })
    await writeFile(join(dataDir, 'mapping.json'), JSON.stringify({ ...mapping, currency: { value: 'EUR' } }))

    const wrong = JSON.stringify({ ...mapping, userId: 'kunde' })
    await writeFile(join(dataDir, 'wrong.json'), wrong)
    const refused = await throughline(['import', 'orders.csv', '--mapping', 'wrong.json'])
    expect(refused.error).toContain(
      'userId: the file has no column "kunde". It has "order_id", "kundennummer"',
    )

    const first = await throughline(['import', 'orders.csv', '--mapping', 'mapping.json'])
    expect(first.out).toContain('currency = "EUR"')
    expect(first.out).toContain('Imported: 3,000 events are new.')
    const again = await throughline(['import', 'orders.csv', '--mapping', 'mapping.json'])
    expect(again.out).toContain('Imported: 0 events are new, 3,000 were there already.')
    expect((await throughline(['rebuild'])).out).toContain('Rebuilt from the event log.')
  }, 240_000)

  it('goes through the server where one runs, with its token', async () => {
    const server = await startServerProcess(dataDir, { THROUGHLINE_API_TOKEN: 'cli-test' })
    const at = ['--server', server.url]
    const stranger = await throughline(['import', 'orders.csv'])
    expect(stranger).toMatchObject({ code: 1, error: expect.stringContaining('Give it with --token') })
    const mistaken = await throughline(['import', 'orders.csv', ...at, '--token', 'other'])
    expect(mistaken.error).toContain('The token is not known here')

    await writeFile(join(dataDir, 'more.csv'), csv(4000))
    const done = await throughline(['import', 'more.csv', ...at, '--token', 'cli-test'])
    expect(done.out).toContain('Imported: 4,000 events are new.')
    const again = await throughline(['import', 'more.csv', ...at], { THROUGHLINE_API_TOKEN: 'cli-test' })
    expect(again.out).toContain('0 events are new, 4,000 were there already.')
    expect(await server.end('SIGTERM')).toBe(0)
  }, 240_000)
})
