import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { integer, sql, text, texts } from '../analytics/sql.ts'
import { hashId, MessageIdFilter } from './message-id-filter.ts'

/** A message id within its project. */
export interface MessageKey {
  readonly project_id: string
  readonly message_id: string
}

const CHUNK = 500_000
const Hashes = Type.Object({ murmur: Type.Integer(), crc: Type.Integer() })
const Known = Type.Object({ message_id: Type.String() })

/**
 * Which events the log already holds. A filter in memory answers most questions ("surely new"); the rest are looked up.
 * Until the filter has read the log, every id is looked up: a restart costs speed for a moment, never a double count.
 */
export class KnownMessageIds {
  readonly #analytics: Analytics
  readonly #filter = new MessageIdFilter()
  #complete = false

  constructor(analytics: Analytics) {
    this.#analytics = analytics
  }

  /** Reads the ids of the log up to `lastSeq` into the filter. */
  async load(lastSeq: number): Promise<void> {
    for (let from = 0; from < lastSeq; from += CHUNK) {
      const rows = await this.#analytics.query(
        sql`SELECT murmurHash3_32(message_id) AS murmur, CRC32(message_id) AS crc FROM events
            WHERE seq > ${integer(from)} AND seq <= ${integer(Math.min(from + CHUNK, lastSeq))}`,
        Hashes,
        { name: 'load_message_ids' },
        'background',
      )
      for (const { murmur, crc } of rows) this.#filter.add([murmur, crc])
    }
    this.#complete = true
  }

  /** Those of the rows that the log does not hold, each message id once: the first copy. */
  async onlyNew<R extends MessageKey>(rows: readonly R[]): Promise<R[]> {
    const first = new Map<string, R>()
    const suspects = new Map<string, string[]>()
    for (const row of rows) {
      const key = keyOf(row)
      if (first.has(key)) continue
      first.set(key, row)
      const hash = hashId(row.message_id)
      if (!this.#complete || this.#filter.mayHold(hash)) push(suspects, row.project_id, row.message_id)
      this.#filter.add(hash)
    }
    for (const [projectId, ids] of suspects) {
      for (const id of await this.#lookUp(projectId, ids))
        first.delete(keyOf({ project_id: projectId, message_id: id }))
    }
    return [...first.values()]
  }

  async #lookUp(projectId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.#analytics.query(
      sql`SELECT message_id FROM events WHERE project_id = ${text(projectId)} AND message_id IN ${texts(ids)}`,
      Known,
      { name: 'find_message_ids', project: projectId },
      'ingest',
    )
    return rows.map((row) => row.message_id)
  }
}

const keyOf = ({ project_id, message_id }: MessageKey): string => `${project_id}\0${message_id}`

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
