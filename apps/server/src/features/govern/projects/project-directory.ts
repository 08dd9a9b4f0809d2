import type { Project, ProjectDirectory } from '../../../platform/project.ts'
import { firstSettings } from './project-settings.ts'
import type { ProjectStore, StoredProject } from './project-store.ts'

/** Within this time a change that another process made is known here. */
const REFRESH_MS = 2_000

export interface RefreshedDirectory extends ProjectDirectory {
  /** With what only settings show. */
  stored(id: string): StoredProject | undefined
  /** Reads the store again; after a change of ours, so that the next request sees it. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * All projects in memory, read again every two seconds. A store that does not answer leaves what is known: collection
 * goes on.
 *
 * @param onFailure told of a refresh that failed
 */
export async function openProjectDirectory(
  store: Pick<ProjectStore, 'all'>,
  onFailure: (error: unknown) => void,
): Promise<RefreshedDirectory> {
  let projects: ReadonlyMap<string, StoredProject> = new Map()
  let byKey: ReadonlyMap<string, Project> = new Map()

  let begun = 0
  let newest = 0
  const refresh = async () => {
    const turn = ++begun
    const all = await store.all()
    // A slow earlier reading must not undo what a later one saw.
    if (turn < newest) return
    newest = turn
    projects = new Map(all.map((project) => [project.id, project]))
    byKey = new Map(all.flatMap((project) => project.writeKeys.map((key) => [key, project] as const)))
  }
  await refresh()

  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= refresh()
      .catch(onFailure)
      .finally(() => {
        running = undefined
      })
  }, REFRESH_MS)
  timer.unref()

  return {
    byWriteKey: (key) => byKey.get(key),
    byId: (id) => projects.get(id),
    stored: (id) => projects.get(id),
    all: () => [...projects.values()],
    defaultProject() {
      const project = projects.get(firstSettings.id)
      if (!project) throw new Error('The default project is gone from the state store.')
      return project
    },
    refresh,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
