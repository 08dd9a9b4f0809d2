import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { checkedZone } from '../../../platform/time-zone.ts'
import type { RefreshedDirectory } from './project-directory.ts'
import { isCurrency } from './project-settings.ts'
import type { ProjectChange, ProjectStore, StoredProject } from './project-store.ts'

export interface ProjectService {
  get(id: string): StoredProject
  change(id: string, change: ProjectChange): Promise<StoredProject>
}

export function projectService(
  store: ProjectStore,
  directory: RefreshedDirectory,
  clock: Clock,
): ProjectService {
  const get = (id: string): StoredProject => {
    const project = directory.stored(id)
    if (!project) throw new AppError('not_found', 'This project no longer exists.')
    return project
  }
  return {
    get,
    async change(id, change) {
      checkStorable(change)
      await store.change(id, checked(change), new Date(clock()))
      await directory.refresh()
      return get(id)
    },
  }
}

/** The change as it may be kept: a zone and a currency that exist. */
function checked({ timezone, ...change }: ProjectChange): ProjectChange {
  if (change.currency !== undefined && !isCurrency(change.currency)) {
    throw new AppError(
      'invalid',
      `currency: "${change.currency}" is no currency. Expected a code of ISO 4217, such as EUR.`,
      { field: 'currency' },
    )
  }
  return timezone === undefined ? change : { ...change, timezone: checkedZone(timezone) }
}
