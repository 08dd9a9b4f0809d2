import { join } from 'node:path'
import { uploadImport } from '@throughline/contract/imports'
import type { Route } from '@throughline/contract/route'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { DiskRoom } from '../../../platform/disk-room.ts'
import type { WrittenRowsLog } from '../../../platform/events/event-log.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { EndpointOptions } from '../../../platform/http/register-endpoints.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { Collection } from '../collection/index.ts'
import { importJobs } from './import-jobs.ts'
import { importEndpoints, registerUpload } from './import-routes.ts'
import { type ImportService, importService } from './import-service.ts'
import { importStore } from './import-store.ts'
import { uploadFolder } from './upload-folder.ts'

export interface ImportsDependencies {
  readonly state: State
  readonly eventLog: WrittenRowsLog
  readonly collection: Collection
  readonly projects: ProjectDirectory
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly dataDir: string
  readonly hasRoom: DiskRoom
  /** What a reading thread runs: it joins collection's reading of messages to `serveReading`. */
  readonly readingThread: URL
  /** For the upload, which is registered with a reader of bodies of its own. */
  readonly http: EndpointOptions
}

export interface ImportsFeature extends Feature {
  readonly api: ImportService
  /** Routes that are served outside of `endpoints`, for the API's description. */
  readonly routes: readonly Route[]
  /** Interrupts what is at work; the next start goes on with it. */
  close(): Promise<void>
}

/** Files of the past: Segment-shaped NDJSON, CSV, and web servers' logs become events. */
export async function importsFeature(deps: ImportsDependencies): Promise<ImportsFeature> {
  const { state, eventLog, collection, projects, clock, logger, readingThread } = deps
  const store = importStore(state)
  const uploads = uploadFolder(join(deps.dataDir, 'imports'), deps.hasRoom)
  const timezoneOf = (projectId: string) => projects.byId(projectId)?.timezone ?? 'UTC'
  const jobs = importJobs({ store, uploads, eventLog, clock, logger, readingThread, timezoneOf })
  const service = importService({ store, uploads, jobs, clock, collection, timezoneOf })
  await service.resumeAll()
  return {
    endpoints: importEndpoints(service),
    register: (app) => registerUpload(app, service, deps.http),
    routes: [uploadImport],
    api: service,
    close: () => jobs.close(),
  }
}
