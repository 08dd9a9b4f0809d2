import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Static, Type } from 'typebox'
import type { Blobs } from '../../../../platform/blobs/blobs.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { checkRows } from '../../../../platform/row-check.ts'
import type { IdentityLinks } from './identity-links.ts'
import { type OrderOfSession, OrderRow } from './period-counts.ts'

/** A reading of the sessions of a period, as it is kept for the next. */
export interface KeptReading {
  /** The log is in it up to this number, and perhaps some of what came after. */
  readonly seq: number
  readonly range: IsoRange
  /** What the rows rest on beside the log and the period. */
  readonly basis: string
  readonly links: IdentityLinks
  readonly orders: readonly OrderOfSession[]
  /** Rows of `trailsSql`. */
  readonly trails: readonly Buffer[]
}

/** The last reading of each project, so that the next one need not look at people whom nothing touched. */
export interface KeptReadings {
  /** @returns undefined where keeping does not pay */
  begin(projectId: string, period: PeriodRead): ReadingUnderWay | undefined
  /** Drops what is kept of a project, also of a reading that is under way. People were deleted from the log. */
  forget(projectId: string): Promise<void>
}

interface PeriodRead {
  readonly range: IsoRange
  /** How many it has, of everyone. */
  readonly events: number
}

interface ReadingUnderWay {
  /** Undefined where nothing is kept, or nothing that can be read. */
  earlier(): Promise<KeptReading | undefined>
  keep(reading: Omit<KeptReading, 'seq'>): Promise<void>
}

interface KeptReadingsDependencies {
  readonly blobs: Blobs
  readonly log: { lastSeq(): number }
  /** Told why a reading is not kept; then the next one reads all. */
  readonly onFailure: (error: unknown) => void
  readonly isWorthKeeping?: (period: PeriodRead) => boolean
}

/** Fewer are read in a second or two. */
const LEAST_EVENTS = 200_000
const DAY_MS = 86_400_000

/** The daily run and the page as it opens look at 30 days, and today; other periods are looked at now and then. */
const isBigAndDaily = ({ range, events }: PeriodRead): boolean => {
  const days = (Date.parse(range.to) - Date.parse(range.from)) / DAY_MS
  return events >= LEAST_EVENTS && days > 29.5 && days < 31.5
}

/** Keeps readings as blobs. They hold what people did, so they are dropped whenever somebody is deleted. */
export function keptReadings(deps: KeptReadingsDependencies): KeptReadings {
  const { blobs, log, onFailure, isWorthKeeping = isBigAndDaily } = deps
  const forgotten = new Map<string, number>()
  const timesForgotten = (projectId: string) => forgotten.get(projectId) ?? 0

  return {
    begin(projectId, period) {
      if (!isWorthKeeping(period)) return undefined
      const times = timesForgotten(projectId)
      const isForgotten = () => timesForgotten(projectId) !== times
      const seq = log.lastSeq()
      return {
        async earlier() {
          try {
            const bytes = await blobs.get(keyOf(projectId))
            const kept = bytes && readingOf(bytes)
            return kept && kept.seq <= seq ? kept : undefined
          } catch (error) {
            onFailure(error)
            return undefined
          }
        },
        async keep(reading) {
          try {
            // What a process that died was writing goes with it.
            await blobs.removeAll(folderOf(projectId))
            if (isForgotten()) return
            await blobs.put(keyOf(projectId), bytesOf({ ...reading, seq }))
            if (isForgotten()) await blobs.removeAll(folderOf(projectId))
          } catch (error) {
            onFailure(error)
          }
        },
      }
    },
    async forget(projectId) {
      forgotten.set(projectId, timesForgotten(projectId) + 1)
      await blobs.removeAll(folderOf(projectId))
    },
  }
}

const folderOf = (projectId: string): string => hash('sha256', projectId, 'hex').slice(0, 16)
const keyOf = (projectId: string): string => `${folderOf(projectId)}/reading`

const Header = Type.Object({
  format: Type.Literal(1),
  seq: Type.Integer(),
  range: Type.Object({ from: Type.String(), to: Type.String() }),
  basis: Type.String(),
  orders: Type.Array(OrderRow),
  /** How many bytes they are. */
  links: Type.Integer({ minimum: 0 }),
})

/** Checksum of what follows, length of the header, and the header: two times 32 bits and JSON. Then links, then rows. */
function bytesOf({ links, trails, ...reading }: KeptReading): Buffer {
  const known: Static<typeof Header> = {
    ...reading,
    format: 1,
    orders: [...reading.orders],
    links: links.byteLength,
  }
  const header = Buffer.from(JSON.stringify(known))
  const start = Buffer.alloc(START_BYTES)
  start.writeUInt32LE(header.length, 4)
  const pairs = Buffer.from(links.buffer, links.byteOffset, links.byteLength)
  const bytes = Buffer.concat([start, header, pairs, ...trails])
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
  return bytes
}

const START_BYTES = 8

/** @throws Error where it is broken, or of another version */
function readingOf(bytes: Buffer): KeptReading {
  if (bytes.length < START_BYTES || bytes.readUInt32LE(0) !== crc32(bytes.subarray(4)))
    throw new Error('What was kept of the last search for friction is broken. All is read.')
  const end = START_BYTES + bytes.readUInt32LE(4)
  const known: unknown[] = [JSON.parse(bytes.toString('utf8', START_BYTES, end))]
  const [{ links, ...reading }] = checkRows(known, Header, 'kept_reading') as [Static<typeof Header>]
  return {
    ...reading,
    links: new BigUint64Array(new Uint8Array(bytes.subarray(end, end + links)).buffer),
    trails: [bytes.subarray(end + links)],
  }
}
