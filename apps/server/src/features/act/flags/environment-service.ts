import { defaultEnvironment } from '@throughline/contract/environments'
import type { FlagSettings } from '@throughline/contract/flag-rules'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { experimentsIn, type StoredEnvironment, type StoredFlag } from './flag.ts'
import type { FlagDirectory } from './flag-directory.ts'
import { noEnvironment } from './flag-service.ts'
import { firstSettings } from './flag-settings.ts'
import type { FlagStore } from './flag-store.ts'

const MOST_ENVIRONMENTS = 20

export interface EnvironmentService {
  /** The default one first. */
  list(projectId: string): readonly StoredEnvironment[]
  create(
    projectId: string,
    environment: { readonly key: string; readonly name?: string; readonly copyOf?: string },
  ): Promise<StoredEnvironment>
  remove(projectId: string, key: string): Promise<void>
}

export function environmentService(
  store: FlagStore,
  directory: FlagDirectory,
  clock: Clock,
): EnvironmentService {
  return {
    list: (projectId) => directory.environments(projectId),

    async create(projectId, { key, name = key, copyOf }) {
      checkStorable(name, 'name')
      await store.addEnvironment(projectId, ({ environments, flags }) => {
        if (environments.some((each) => each.key === key))
          throw new AppError(
            'conflict',
            `key: there is an environment "${key}" already. Choose another key.`,
            {
              field: 'key',
            },
          )
        if (environments.length >= MOST_ENVIRONMENTS)
          throw new AppError('limit_exceeded', `A project has at most ${MOST_ENVIRONMENTS} environments.`)
        if (copyOf !== undefined && !environments.some((each) => each.key === copyOf))
          throw noEnvironment(copyOf, environments, 'copyOf')
        return {
          environment: { key, name, createdAt: new Date(clock()) },
          settings: new Map(flags.map((flag) => [flag.key, settingsIn(flag, copyOf)])),
        }
      })
      await directory.refresh()
      const made = directory.environments(projectId).find((each) => each.key === key)
      if (!made) throw noEnvironment(key, directory.environments(projectId), 'key')
      return made
    },

    async remove(projectId, key) {
      await store.removeEnvironment(projectId, key, ({ environments, flags }) => {
        if (!environments.some((each) => each.key === key)) throw noEnvironment(key, environments, 'key')
        if (key === defaultEnvironment)
          throw new AppError(
            'conflict',
            `"${key}" is the environment of all clients that name none, so it stays. Switch flags off in it instead.`,
          )
        for (const flag of flags) {
          const [running] = flag.settings[key] ? experimentsIn(flag.settings[key]) : []
          if (running !== undefined)
            throw new AppError(
              'conflict',
              `The experiment "${running}" runs on "${flag.key}" in "${key}". Stop it first.`,
            )
        }
      })
      await directory.refresh()
    },
  }
}

/** A copy without experiments: those run where they were started. */
function settingsIn({ type, details, settings }: StoredFlag, copyOf: string | undefined): FlagSettings {
  const own = copyOf === undefined ? undefined : settings[copyOf]
  if (!own) return firstSettings(type, details.variations, undefined)
  return { ...own, rules: own.rules.filter(({ serve }) => !('experiment' in serve)) }
}
