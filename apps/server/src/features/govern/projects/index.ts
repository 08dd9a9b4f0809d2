import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import { openProjectDirectory } from './project-directory.ts'
import { projectEndpoints } from './project-routes.ts'
import { projectService } from './project-service.ts'
import { firstSettings } from './project-settings.ts'
import { projectStore } from './project-store.ts'

export interface ProjectsDependencies {
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Of the settings; a key of the default project from then on. */
  readonly writeKey: string | undefined
}

export interface ProjectsFeature extends Feature {
  readonly api: ProjectDirectory
  /** Whether this start made the default project. */
  readonly firstRun: boolean
  /** The key that this start made up, to be printed once. */
  readonly generatedWriteKey: string | undefined
  /** The key of the default project that was chosen last: the one that its snippets show. */
  defaultWriteKey(): string | undefined
  close(): Promise<void>
}

/** Projects, their settings and write keys. The first start makes the default project. */
export async function projectsFeature({
  state,
  clock,
  logger,
  writeKey,
}: ProjectsDependencies): Promise<ProjectsFeature> {
  const store = projectStore(state)
  const now = new Date(clock())
  const firstKey = writeKey ?? `wk_${randomBytes(18).toString('base64url')}`
  const created = await store.createDefault(firstKey, now)
  if (!created && writeKey && !(await store.chooseWriteKey(firstSettings.id, writeKey, now)))
    throw new Error('THROUGHLINE_WRITE_KEY is the key of another project here. Set one of its own.')

  const directory = await openProjectDirectory(store, (error) =>
    logger.warn({ err: error }, 'The projects could not be read again; the last known ones stay in use.'),
  )
  return {
    endpoints: projectEndpoints(projectService(store, directory, clock)),
    api: directory,
    firstRun: created,
    generatedWriteKey: created && !writeKey ? firstKey : undefined,
    defaultWriteKey: () => directory.stored(firstSettings.id)?.writeKeys[0],
    close: () => directory.close(),
  }
}
