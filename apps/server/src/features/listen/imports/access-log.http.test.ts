import { gunzipSync } from 'node:zlib'
import { isbot } from 'isbot'
import { Type } from 'typebox'
import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../../platform/analytics/sql.ts'
import { type ImportTestApp, outcomesOf, realFile, startImportTestApp } from './import-test-app.ts'

interface Request {
  readonly who: string
  readonly time: number
  readonly method: string
  readonly target: string
  readonly status: number
  readonly agent: string
}

/** The same counts by another way: split at quotes, no code of ours. */
function read(log: string): Request[] {
  return log.split('\n').flatMap((line) => {
    const parts = line.split('"')
    if (parts.length < 7) return []
    const [before = '', request = '', numbers = '', , , agent = ''] = parts
    const stamp = /\[(.*?):(\S+) /.exec(before)
    const [method = '', target = ''] = request.split(' ')
    return [
      {
        who: `${before.split(' ')[0]} ${agent}`,
        time: Date.parse(`${stamp?.[1]?.replaceAll('/', ' ')} ${stamp?.[2]} UTC`),
        method,
        target,
        status: Number(numbers.trim().split(' ')[0]),
        agent,
      },
    ]
  })
}

const assets =
  /\.(css|js|json|xml|xslt?|txt|png|jpe?g|gif|ico|svg|ttf|woff|swf|pdf|doc|ppt|mp3|mp4|zip|t?gz|bz2|jar|deb|rpm|patch|diff|conf|log|sh|py|rb|pl|c|h)$/i
const pathOf = (target: string): string => target.split('?')[0] ?? ''
const isBot = ({ agent, target }: Request) =>
  agent === '-' || isbot(agent) || pathOf(target) === '/robots.txt'
const isPage = (request: Request): boolean =>
  !isBot(request) &&
  request.method === 'GET' &&
  [200, 206, 304].includes(request.status) &&
  !assets.test(pathOf(request.target)) &&
  !/flav=(rss|atom)|\/(feed|rss)\/?$|\.(rss|atom|rdf)$/.test(request.target)

function sessionsOf(requests: readonly Request[]): { landing: string }[] {
  const last = new Map<string, number>()
  return requests.flatMap(({ who, time, target }) => {
    const before = last.get(who)
    last.set(who, Math.max(time, before ?? 0))
    return before === undefined || Math.abs(time - before) > 1_800_000 ? [{ landing: pathOf(target) }] : []
  })
}

const countsOf = (values: readonly string[]) => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const Row = Type.Object({
  person: Type.String(),
  session_id: Type.String(),
  path: Type.String(),
  landing: Type.Integer(),
  arrival: Type.String(),
  ms: Type.Integer(),
})

const storedPages = ({ analytics }: ImportTestApp) =>
  analytics.query(
    sql`SELECT anonymous_id AS person, session_id, path, toInt32(JSONExtractBool(properties, 'landing')) AS landing,
          arrival, toInt32(toUnixTimestamp(ts) - 1431648000) AS ms FROM events WHERE type = 'page'`,
    Row,
    { name: 'test_pages' },
  )

const Text = Type.Object({ line: Type.String() })

let app: ImportTestApp
afterEach(() => app?.close())

describe('a real web server’s log', () => {
  it('is told apart into pages, assets, bots and errors, and its pages become sessions with landing pages', async (context) => {
    const file = await realFile(context, 'access-log.gz')
    app = await startImportTestApp()
    const sent = await app.send('access-log.gz', file)
    expect(sent).toMatchObject({
      inspection: { format: 'access_log', compressed: true },
      mapping: { format: 'access_log', site: 'http://semicomplete.com', assets: false },
    })
    const done = await app.run(sent.id, 'start')

    const requests = read(gunzipSync(file).toString())
    expect(requests).toHaveLength(9_999)
    const people = requests.filter((request) => !isBot(request))
    const pages = people.filter(isPage)
    const outcomes = outcomesOf(done.run)
    expect(outcomes).toMatchObject({
      bot: requests.length - people.length,
      error: people.filter(({ status }) => status >= 400).length,
      page: pages.length,
      rejected: 1,
    })
    const { rejected, ...parsed } = outcomes
    expect(Object.values(parsed).reduce((a, b) => a + b)).toBe(9_999)
    expect(done.run?.rejections).toMatchObject([
      { rows: 1, lines: [8899], reason: expect.stringContaining('combined') },
    ])

    const stored = await storedPages(app)
    expect(countsOf(stored.map(({ path }) => path))).toEqual(
      countsOf(pages.map(({ target }) => pathOf(target))),
    )
    expect(new Set(stored.map(({ person }) => person)).size).toBe(new Set(pages.map(({ who }) => who)).size)
    const sessions = sessionsOf(pages)
    expect(new Set(stored.map(({ session_id }) => session_id)).size).toBe(sessions.length)
    const landings = stored.filter(({ landing }) => landing === 1)
    expect(countsOf(landings.map(({ path }) => path))).toEqual(
      countsOf(sessions.map(({ landing }) => landing)),
    )
    expect(landings.filter(({ arrival }) => arrival === 'organic_search').length).toBeGreaterThan(100)
  })

  it('keeps no address, and the same visitors under another key have other ids', async (context) => {
    const file = await realFile(context, 'access-log.gz')
    app = await startImportTestApp()
    const { id } = await app.send('access-log.gz', file)
    await app.run(id, 'check')
    await app.run(id, 'start')
    const everything = await app.analytics.query(
      sql`SELECT concat(anonymous_id, ' ', session_id, ' ', url, ' ', properties, ' ', context) AS line FROM events`,
      Text,
      { name: 'test_everything' },
    )
    const addresses = new Set(
      gunzipSync(file)
        .toString()
        .match(/^\d+\.\d+\.\d+\.\d+/gm),
    )
    expect(addresses.size).toBe(1753)
    const told = `${everything.map(({ line }) => line).join('\n')}${JSON.stringify(await app.get(id))}${app.logged()}`
    const found = told.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? []
    expect(found.filter((text) => addresses.has(text))).toEqual([])
    const visitor = everything[0]?.line.split(' ')[0]
    await app.close()

    app = await startImportTestApp()
    const elsewhere = await app.send('access-log.gz', file)
    await app.run(elsewhere.id, 'start')
    const people = await storedPages(app)
    expect(people.map(({ person }) => person)).not.toContain(visitor)
  })

  it('grows: under a name of its own, only the new lines are added', async (context) => {
    const whole = gunzipSync(await realFile(context, 'access-log.gz')).toString()
    app = await startImportTestApp()
    const half = whole.split('\n').slice(0, 5000).join('\n')
    const first = await app.send('access.log', `${half}\n`, 'access-log')
    const { run: earlier } = await app.run(first.id, 'start')
    const second = await app.send('access.log', whole, 'access-log')
    const { run: later } = await app.run(second.id, 'start')
    expect(later?.events).toBe(outcomesOf(later).page)
    expect((earlier?.added ?? 0) + (later?.added ?? 0)).toBe(later?.events)
    expect(await storedPages(app)).toHaveLength(later?.events ?? 0)
  })
})
