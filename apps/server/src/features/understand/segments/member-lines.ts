import { Readable } from 'node:stream'
import { identifierKinds } from '@throughline/contract/identifier'
import type { MemberPage } from './segment-service.ts'

const PAGE = 1000

/** All members as CSV (RFC 4180), a page of them in memory at a time. */
export function memberLines(
  page: (cursor: string | undefined, limit: number) => Promise<MemberPage>,
): Readable {
  async function* lines() {
    yield `${['profile_id', ...identifierKinds, 'last_seen'].join(',')}\r\n`
    let cursor: string | null | undefined
    while (cursor !== null) {
      const { members, next } = await page(cursor, PAGE)
      yield members
        .map(({ profileId, identifiers, lastSeen }) => {
          const values = identifierKinds.map(
            (kind) => identifiers.find((identifier) => identifier.kind === kind)?.value ?? '',
          )
          return `${[profileId, ...values, lastSeen].map(cell).join(',')}\r\n`
        })
        .join('')
      cursor = next
    }
  }
  return Readable.from(lines())
}

/** A value that a spreadsheet would run as a formula is kept from it by an apostrophe; a phone number is none. */
function cell(value: string): string {
  const harmless = /^[=@\t\r+-]/.test(value) && !/^[+-]\d+$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
