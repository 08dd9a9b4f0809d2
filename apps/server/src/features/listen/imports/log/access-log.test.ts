import { describe, expect, it } from 'vitest'
import { keptQuery } from './kept-query.ts'
import { parseLogLine } from './log-line.ts'
import { requestKind } from './request-kind.ts'
import { Visits } from './visits.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'
const line = (request: string, status = 200, agent = firefox, referrer = '-') =>
  `192.0.2.7 - - [17/May/2015:10:05:03 +0200] "${request}" ${status} 512 "${referrer}" "${agent}"`
const kindOf = (...parts: Parameters<typeof line>) => {
  const parsed = parseLogLine(line(...parts))
  return parsed && requestKind(parsed)
}

describe('parseLogLine', () => {
  it('reads the combined format, in the log’s own zone, with quotes and bytes that the server escaped', () => {
    expect(parseLogLine(line('GET /a?q=\\"x\\" HTTP/1.1', 304, 'say \\"hi\\" \\xc3'))).toEqual({
      address: '192.0.2.7',
      time: Date.UTC(2015, 4, 17, 8, 5, 3),
      method: 'GET',
      target: '/a?q="x"',
      status: 304,
      bytes: 512,
      referrer: '',
      agent: 'say "hi" Ã',
    })
  })

  it('reads the common format, a virtual host before, a user and more fields after', () => {
    const common = parseLogLine('2001:db8::1 - ann [01/Jan/2026:00:00:00 +0000] "GET / HTTP/2.0" 200 -')
    expect(common).toMatchObject({ address: '2001:db8::1', bytes: 0, agent: undefined, referrer: undefined })
    expect(parseLogLine(`shop.example.com:443 ${line('GET / HTTP/1.1')} 0.013`)).toMatchObject({
      agent: firefox,
    })
  })

  it.each([
    '',
    'hello',
    line('GET / HTTP/1.1').slice(0, -5),
    line('GET / HTTP/1.1').replace('17/May', '17/Mai'),
    line('GET / HTTP/1.1').replace('200', 'ok'),
  ])('refuses %j', (text) => {
    expect(parseLogLine(text)).toBeUndefined()
  })

  it('takes no time for a line made to take long', () => {
    expect(parseLogLine(`192.0.2.7 - - [${'['.repeat(200_000)}`)).toBeUndefined()
    expect(
      parseLogLine(`192.0.2.7 - - [17/May/2015:10:05:03 +0200] "${'\\'.repeat(200_001)}`),
    ).toBeUndefined()
  })
})

describe('requestKind', () => {
  it.each([
    ['GET / HTTP/1.1', 200, firefox, 'page'],
    ['GET /shop/boots.html?x=1 HTTP/1.1', 304, firefox, 'page'],
    ['GET /style.CSS?v=2 HTTP/1.1', 200, firefox, 'asset'],
    ['GET /resume.xsl HTTP/1.1', 200, firefox, 'asset'],
    ['GET /missing HTTP/1.1', 404, firefox, 'error'],
    ['GET /moved HTTP/1.1', 301, firefox, 'other'],
    ['POST /cart HTTP/1.1', 200, firefox, 'other'],
    ['GET /blog/feed/ HTTP/1.1', 200, firefox, 'other'],
    ['-', 408, firefox, 'error'],
    ['GET / HTTP/1.1', 200, '-', 'bot'],
    ['GET / HTTP/1.1', 200, 'curl/8.0', 'bot'],
    ['GET / HTTP/1.1', 200, 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'bot'],
    ['GET /robots.txt HTTP/1.1', 200, firefox, 'bot'],
  ] as const)('%s %d by %s is %s', (request, status, agent, kind) => {
    expect(kindOf(request, status, agent)).toBe(kind)
  })
})

describe('keptQuery', () => {
  it('keeps campaigns and search terms, and nothing that may be about the person', () => {
    expect(keptQuery('/p?utm_source=news&email=a@b.example&token=1&q=red+boots')).toEqual({
      query: '?utm_source=news&q=red+boots',
      searchTerm: 'red boots',
    })
    expect(keptQuery('/p?session=1')).toEqual({ query: '', searchTerm: '' })
    expect(keptQuery('/p')).toEqual({ query: '', searchTerm: '' })
  })
})

describe('Visits', () => {
  const minute = 60_000

  it('ends a visit after more than 30 idle minutes, and knows its first request', () => {
    const visits = new Visits('key')
    const first = visits.request('192.0.2.7', firefox, 0)
    const edge = visits.request('192.0.2.7', firefox, 30 * minute)
    const late = visits.request('192.0.2.7', firefox, 60 * minute + 1)
    expect([first.isLanding, edge.isLanding, late.isLanding]).toEqual([true, false, true])
    expect(edge.sessionId).toBe(first.sessionId)
    expect(late.sessionId).not.toBe(first.sessionId)
    expect(late.visitorId).toBe(first.visitorId)
  })

  it('tells people apart by address and agent, differently under each key', () => {
    const visits = new Visits('key')
    const ids = [
      visits.request('192.0.2.7', firefox, 0),
      visits.request('192.0.2.8', firefox, 0),
      visits.request('192.0.2.7', 'other', 0),
      new Visits('another key').request('192.0.2.7', firefox, 0),
    ].map(({ visitorId }) => visitorId)
    expect(new Set(ids).size).toBe(4)
    expect(ids.join()).not.toContain('192')
  })
})
