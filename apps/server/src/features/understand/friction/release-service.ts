import { randomUUID } from 'node:crypto'
import { AppError } from '../../../platform/app-error.ts'
import { checkedRange } from '../../../platform/calendar.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { IsoRange } from '../../../platform/range.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { ReleaseStore, StoredRelease } from './release-store.ts'

/** More marks than anybody reads on one course: a release every ten minutes for a week. */
const MOST_LISTED = 1000
/** What the store's timestamps can hold, and a report can ask for. */
const [EARLIEST, LATEST] = [Date.UTC(1900, 0, 2), Date.UTC(2299, 0, 1)]

export interface ReleaseService {
  /** @throws AppError `invalid` that names the field */
  create(
    projectId: string,
    release: { readonly version: string; readonly at?: string; readonly note?: string },
  ): Promise<StoredRelease>
  /** The oldest first. @throws AppError `invalid` for a range that makes no sense */
  list(projectId: string, range: IsoRange): Promise<StoredRelease[]>
  /** @throws AppError `not_found` */
  remove(projectId: string, id: string): Promise<void>
}

/** Release marks: when what went live. */
export function releaseService(store: ReleaseStore, clock: Clock): ReleaseService {
  return {
    async create(projectId, { version, at, note }) {
      checkStorable({ version, note })
      const moment = at === undefined ? clock() : Date.parse(at)
      if (!(moment >= EARLIEST && moment < LATEST))
        throw new AppError('invalid', 'at: expected a time between the years 1900 and 2299, in ISO 8601.', {
          field: 'at',
        })
      const release = {
        id: randomUUID(),
        version: version.trim(),
        at: new Date(moment),
        note: note?.trim() || null,
      }
      await store.add(projectId, release)
      return release
    },

    list(projectId, range) {
      const { from, to } = checkedRange(range)
      return store.list(projectId, { from: new Date(from), to: new Date(to) }, MOST_LISTED)
    },

    async remove(projectId, id) {
      checkStorable(id, 'id')
      if (!(await store.remove(projectId, id)))
        throw new AppError('not_found', `No release mark has the id "${id}".`, { field: 'id' })
    },
  }
}
