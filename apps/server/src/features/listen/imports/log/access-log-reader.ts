import type { AccessLogMapping } from '@throughline/contract/imports'
import { lineReader } from '../reading/read-lines.ts'
import type { RecordReader } from '../reading/read-records.ts'
import type { Message, RowWriter } from '../reading/row-writer.ts'
import { keptQuery } from './kept-query.ts'
import { type LogLine, logLineExpected, parseLogLine } from './log-line.ts'
import { pathOf, requestKind } from './request-kind.ts'
import { type Visit, Visits } from './visits.ts'

export interface AccessLogReaderOptions {
  readonly writer: RowWriter
  readonly mapping: AccessLogMapping
  /** The project's key for hashing addresses. */
  readonly addressKey: string
  readonly messageId: (line: number, part?: string) => string
}

/**
 * Reads a web server's log. Always from its beginning, since a request belongs to the visit that earlier lines began; the
 * writer leaves out what is stored.
 */
export function accessLogReader({
  writer,
  mapping,
  addressKey,
  messageId,
}: AccessLogReaderOptions): RecordReader {
  const visits = new Visits(addressKey)
  return lineReader(writer, 0, (text, number) => {
    const line = parseLogLine(text)
    if (!line) return writer.reject(number, logLineExpected)
    const kind = requestKind(line)
    if (kind !== 'page' && !(kind === 'asset' && mapping.assets)) return writer.skip(number, kind)
    const agent = line.agent ?? ''
    const visit = visits.request(line.address, agent, line.time)
    const message = kind === 'page' ? pageMessage(line, visit, mapping) : assetMessage(line, visit)
    // The time as well: a log that was begun anew under the same name has other requests on the same lines.
    message.messageId = messageId(number, line.time.toString(36))
    writer.event(number, kind, [message], agent)
  })
}

function pageMessage(line: LogLine, visit: Visit, { site = '' }: AccessLogMapping): Message {
  const path = pathOf(line.target)
  const { query, searchTerm } = keptQuery(line.target)
  return {
    ...shared(line, visit),
    type: 'page',
    properties: {
      path,
      url: `${site}${path}${query}`,
      // Nothing led to a landing page without a referrer; of a later page the server merely does not say.
      ...((line.referrer || (visit.isLanding && line.referrer === '')) && {
        referrer: withoutQuery(line.referrer),
      }),
      ...(visit.isLanding && { landing: true }),
      ...(searchTerm && { search_term: searchTerm }),
      method: line.method,
      status: line.status,
      bytes: line.bytes,
    },
  }
}

const assetMessage = (line: LogLine, visit: Visit): Message => ({
  ...shared(line, visit),
  type: 'track',
  event: 'Asset Requested',
  properties: { path: pathOf(line.target), method: line.method, status: line.status, bytes: line.bytes },
})

const shared = ({ time }: LogLine, { visitorId, sessionId }: Visit): Message => ({
  anonymousId: visitorId,
  timestamp: time,
  channel: 'web',
  context: { sessionId, library: { name: 'throughline-import' } },
})

/** What stood in the address of another site's page may name its reader. */
const withoutQuery = (address: string): string => {
  const end = address.search(/[?#]/)
  return end < 0 ? address : address.slice(0, end)
}
