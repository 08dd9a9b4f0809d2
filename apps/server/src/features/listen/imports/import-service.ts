import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Import, ImportMapping, SampleRow } from '@throughline/contract/imports'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { Collection } from '../collection/index.ts'
import type { ImportJobs } from './import-jobs.ts'
import type { ImportStore, StoredImport } from './import-store.ts'
import { importView } from './import-view.ts'
import { type InspectedFile, inspectFile } from './inspection/inspect-file.ts'
import { previewRows } from './inspection/preview-rows.ts'
import { FileProblem } from './reading/content.ts'
import type { UploadFolder } from './upload-folder.ts'

export interface ImportServiceDependencies {
  readonly store: ImportStore
  readonly uploads: UploadFolder
  readonly jobs: ImportJobs
  readonly clock: Clock
  readonly collection: Collection
  readonly timezoneOf: (projectId: string) => string
}

interface NewImport {
  readonly name: string
  readonly size: number
  readonly source?: string | undefined
}

/** What page and command line can do with files. Each answers with the import as it stands. */
export interface ImportService {
  list(projectId: string): Promise<Import[]>
  get(projectId: string, id: string): Promise<Import>
  create(projectId: string, made: NewImport): Promise<Import>
  /** A file of this machine, read where it lies. Takes up an earlier import of it that did not end. */
  createLocal(projectId: string, path: string, source?: string): Promise<Import>
  upload(projectId: string, id: string, offset: number, content: Readable): Promise<Import>
  changeMapping(projectId: string, id: string, mapping: ImportMapping): Promise<Import>
  preview(projectId: string, id: string, mapping: ImportMapping): Promise<SampleRow[]>
  check(projectId: string, id: string): Promise<Import>
  start(projectId: string, id: string): Promise<Import>
  pause(projectId: string, id: string): Promise<Import>
  cancel(projectId: string, id: string): Promise<Import>
  remove(projectId: string, id: string): Promise<void>
  /** Goes on with what a stopped process left. */
  resumeAll(): Promise<void>
}

export function importService(deps: ImportServiceDependencies): ImportService {
  const { store, uploads, jobs, clock } = deps
  const uploading = new Set<string>()

  const find = async (projectId: string, id: string): Promise<StoredImport> => {
    const found = await store.find(projectId, id)
    if (!found) throw new AppError('not_found', 'There is no such import.', { field: 'id' })
    return found
  }
  const get = async (projectId: string, id: string): Promise<Import> =>
    importView(await find(projectId, id), jobs.live(id))

  const add = async (made: StoredImport): Promise<StoredImport> => {
    await store.add(made)
    return made
  }

  /** The first look: what it is and how its rows become events. */
  const inspect = async (found: StoredImport, path: string): Promise<void> => {
    try {
      const { inspection, mapping } = await inspectFile(path, { timezone: deps.timezoneOf(found.projectId) })
      await store.change(found.id, { status: 'ready', inspection, mapping })
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error
      await store.change(found.id, { status: 'failed', problem: error.message, path: null })
      if (found.isUpload) await uploads.remove(found.id)
    }
  }

  /** A look with a mapping that a person gave; its mistakes are told as theirs. */
  const lookAgain = async (found: StoredImport, mapping: ImportMapping): Promise<InspectedFile> => {
    try {
      return await inspectFile(fileOf(found), { timezone: deps.timezoneOf(found.projectId) }, mapping)
    } catch (error) {
      if (error instanceof FileProblem)
        throw new AppError('invalid', error.message, { field: 'format' }, error)
      throw error
    }
  }

  const preview = async (found: StoredImport, mapping: ImportMapping): Promise<SampleRow[]> => {
    const { file, inspection } = await lookAgain(found, mapping)
    return previewRows({
      file,
      mapping,
      columns: inspection.columns.map(({ name }) => name),
      projectId: found.projectId,
      receivedAt: clock(),
      addressKey: await store.addressKey(found.projectId),
      collection: deps.collection,
    })
  }

  const begin = async (projectId: string, id: string, kind: 'check' | 'run'): Promise<Import> => {
    const found = await find(projectId, id)
    if (found.status === 'queued' || found.status === 'running' || found.status === 'checking') throw atWork()
    if (found.status === 'uploading')
      throw new AppError('conflict', `The file is not all here: ${found.received} of ${found.size} bytes.`)
    const { mapping } = found
    fileOf(found)
    if (!mapping)
      throw new AppError('invalid', 'mapping: is missing. Say how the rows become events.', {
        field: 'mapping',
      })
    // Tells what does not fit before anything starts.
    await preview(found, mapping)
    const isFirst = await store.changeFrom(found.status, id, {
      status: 'queued',
      problem: null,
      ...(kind === 'check' && { dryRun: null }),
    })
    if (!isFirst) throw atWork()
    jobs.add(projectId, id, kind)
    return get(projectId, id)
  }

  return {
    async list(projectId) {
      return (await store.list(projectId)).map((found) => importView(found, jobs.live(found.id)))
    },
    get,

    async create(projectId, { name, size, source }) {
      checkStorable({ name, source })
      const id = randomUUID()
      const path = uploads.pathOf(id)
      await add({
        ...blank,
        id,
        projectId,
        name,
        createdAt: new Date(clock()),
        size,
        path,
        source: source ?? null,
      })
      return get(projectId, id)
    },

    async createLocal(projectId, path, source) {
      const id = randomUUID()
      const absolute = resolve(path)
      const { size } = await stat(absolute)
      const earlier = (await store.list(projectId)).find(
        (each) =>
          each.path === absolute &&
          !each.isUpload &&
          each.size === size &&
          each.source === (source ?? null) &&
          unended.has(each.status),
      )
      if (earlier) return get(projectId, earlier.id)
      const made = await add({
        ...blank,
        id,
        projectId,
        name: basename(absolute),
        createdAt: new Date(clock()),
        size,
        received: size,
        path: absolute,
        isUpload: false,
        source: source ?? null,
      })
      await inspect(made, absolute)
      return get(projectId, id)
    },

    async upload(projectId, id, offset, content) {
      const found = await find(projectId, id)
      if (found.status !== 'uploading') throw new AppError('conflict', 'The file is all here already.')
      if (uploading.has(id)) throw new AppError('conflict', 'The file is being sent already.')
      uploading.add(id)
      try {
        const arrived = await uploads.sizeOf(id)
        if (offset !== arrived)
          throw new AppError('conflict', `offset: must be ${arrived}; so many bytes have arrived.`, {
            field: 'offset',
          })
        try {
          await uploads.append(id, content, found.size)
        } finally {
          await store.change(id, { received: await uploads.sizeOf(id) })
        }
        if ((await uploads.sizeOf(id)) === found.size) await inspect(found, fileOf(found))
        return await get(projectId, id)
      } finally {
        uploading.delete(id)
      }
    },

    async changeMapping(projectId, id, mapping) {
      checkStorable(mapping)
      const found = await find(projectId, id)
      if (!changeable.has(found.status)) throw mappingStands()
      await preview(found, mapping)
      const { inspection } = await lookAgain(found, mapping)
      // What is stored stays as it is: the first copy of an event counts.
      const isFirst = await store.changeFrom(found.status, id, {
        mapping,
        inspection,
        status: 'ready',
        problem: null,
        dryRun: null,
        checkpoint: null,
      })
      if (!isFirst) throw mappingStands()
      return get(projectId, id)
    },

    async preview(projectId, id, mapping) {
      return preview(await find(projectId, id), mapping)
    },

    check: (projectId, id) => begin(projectId, id, 'check'),
    start: (projectId, id) => begin(projectId, id, 'run'),

    async pause(projectId, id) {
      await find(projectId, id)
      await jobs.stop(id)
      const { status } = await find(projectId, id)
      if (status === 'running' || status === 'queued') await store.change(id, { status: 'paused' })
      if (status === 'checking') await store.change(id, { status: 'ready' })
      return get(projectId, id)
    },

    async cancel(projectId, id) {
      await find(projectId, id)
      await jobs.stop(id)
      const found = await find(projectId, id)
      if (found.status !== 'done')
        await store.change(id, { status: 'cancelled', ...(found.isUpload && { path: null }) })
      if (found.isUpload) await uploads.remove(id)
      return get(projectId, id)
    },

    async remove(projectId, id) {
      const found = await find(projectId, id)
      await jobs.stop(id)
      if (found.isUpload) await uploads.remove(id)
      await store.remove(id)
    },

    async resumeAll() {
      for (const { id, projectId, status } of await store.unfinished()) {
        if (status === 'checking') await store.change(id, { status: 'ready' })
        else jobs.add(projectId, id, 'run')
      }
    },
  }
}

const unended = new Set<Import['status']>(['queued', 'running', 'paused', 'failed'])
const changeable = new Set<Import['status']>(['ready', 'paused', 'failed'])

const blank = {
  status: 'uploading',
  received: 0,
  isUpload: true,
  contentHash: null,
  inspection: null,
  mapping: null,
  dryRun: null,
  run: null,
  checkpoint: null,
  problem: null,
} as const

const atWork = () => new AppError('conflict', 'The import is at work already.')

const mappingStands = () =>
  new AppError('conflict', 'The mapping can’t be changed while the file arrives or is at work, nor after it.')

function fileOf({ path }: StoredImport): string {
  if (path === null) throw new AppError('conflict', 'The file is deleted. Send it again as a new import.')
  return path
}
