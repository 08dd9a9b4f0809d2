import type {
  FlagSettings,
  FlagSettingsAtFirst,
  FlagSettingsInput,
  FlagType,
} from '@throughline/contract/flag-rules'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { AudienceCheck } from './audience-check.ts'
import { experimentsIn, type FlagDetails, type StoredFlag } from './flag.ts'
import type { FlagDirectory } from './flag-directory.ts'
import { firstSettings, onAndOff, readSettings } from './flag-settings.ts'
import type { FlagStore, StoredChange } from './flag-store.ts'
import { detailsChanges, offWords, settingsChanges, settingsWords } from './flag-words.ts'
import { type FlagWriter, isReservedKey } from './flag-writer.ts'
import { partBefore } from './undo.ts'

const MOST_FLAGS = 5_000

interface NewFlag extends Partial<FlagDetails> {
  readonly key: string
  readonly type: FlagType
  readonly environments?: Readonly<Record<string, FlagSettingsAtFirst>>
}

/** Who writes, and on what version of the flag; without one, on whatever it is. */
interface WriteBase {
  /** User id; null where a token speaks. */
  readonly by: string | null
  readonly version?: number | undefined
}

/** Flags as people make and change them. Every write ends with the flag as it is then. */
export interface FlagService {
  list(projectId: string): readonly StoredFlag[]
  /** @throws AppError `not_found` */
  get(projectId: string, key: string): StoredFlag
  /** @throws AppError `invalid`; `conflict` where the key is taken */
  create(projectId: string, flag: NewFlag, by: string | null): Promise<StoredFlag>
  change(projectId: string, key: string, change: Partial<FlagDetails>, base: WriteBase): Promise<StoredFlag>
  putSettings(
    projectId: string,
    key: string,
    environment: string,
    settings: FlagSettingsInput,
    base: WriteBase,
  ): Promise<StoredFlag>
  switch(
    projectId: string,
    key: string,
    environment: string,
    enabled: boolean,
    base: WriteBase,
  ): Promise<StoredFlag>
  archive(projectId: string, key: string, base: WriteBase): Promise<StoredFlag>
  restore(projectId: string, key: string, base: WriteBase): Promise<StoredFlag>
  history(projectId: string, key: string, before: string | undefined, limit: number): Promise<StoredChange[]>
  /** Puts the part that a change touched back to what it was before. */
  undo(projectId: string, key: string, change: string, base: WriteBase): Promise<StoredFlag>
}

export interface FlagServiceDependencies {
  readonly store: FlagStore
  readonly directory: FlagDirectory
  readonly writer: FlagWriter
  readonly audience: AudienceCheck
  readonly clock: Clock
}

export function flagService({
  store,
  directory,
  writer,
  audience,
  clock,
}: FlagServiceDependencies): FlagService {
  const get = (projectId: string, key: string): StoredFlag => {
    const flag = directory.find(projectId, key)
    if (!flag) throw new AppError('not_found', `There is no flag "${key}".`, { field: 'key' })
    return flag
  }

  const setArchived = (projectId: string, key: string, archived: boolean, base: WriteBase) =>
    writer.write(projectId, key, base, (flag) => {
      if ((flag.archivedAt !== null) === archived) return undefined
      if (archived) refuseWhileRunning(flag)
      const archivedAt = archived ? new Date(clock()) : null
      return {
        next: { ...flag, archivedAt },
        part: { part: 'archive' },
        what: [archived ? 'Archived: clients get the default in their code' : 'Restored from the archive'],
      }
    })

  return {
    list: (projectId) => directory.flags(projectId),
    get,

    async create(projectId, given, by) {
      checkStorable(given)
      const { key, type, name = key, description = '', tags = [], browsers = 'answers' } = given
      const variations = given.variations ?? (type === 'boolean' ? onAndOff : undefined)
      if (isReservedKey(key))
        throw new AppError(
          'invalid',
          `key: "${key}" is the address of something else here. Choose another key.`,
          {
            field: 'key',
          },
        )
      if (key.split('/').some((part) => part === '.' || part === '..'))
        throw new AppError(
          'invalid',
          `key: "${key}" has a part of dots alone, which addresses read as a way up. Choose another key.`,
          { field: 'key' },
        )
      if (!variations)
        throw new AppError(
          'invalid',
          `variations: is missing. A flag of type ${type} names its variations.`,
          {
            field: 'variations',
          },
        )
      audience.check(projectId, Object.values(given.environments ?? {}))
      return writer.create(projectId, by, ({ flags, environments }) => {
        if (flags.some((flag) => flag.key === key))
          throw new AppError('conflict', `key: there is a flag "${key}" already. Choose another key.`, {
            field: 'key',
          })
        if (flags.length >= MOST_FLAGS)
          throw new AppError(
            'limit_exceeded',
            `A project has at most ${MOST_FLAGS} flags, archived ones included.`,
          )
        const unknown = Object.keys(given.environments ?? {}).find(
          (one) => !environments.some((each) => each.key === one),
        )
        if (unknown !== undefined) throw noEnvironment(unknown, environments, `environments.${unknown}`)
        const settings = Object.fromEntries(
          environments.map((each) => [
            each.key,
            firstSettings(type, variations, ownOf(given.environments ?? {}, each.key)),
          ]),
        )
        const now = new Date(clock())
        const details = { name, description, tags, browsers, variations }
        return {
          projectId,
          key,
          type,
          details,
          settings,
          version: 1,
          archivedAt: null,
          createdAt: now,
          changedAt: now,
        }
      })
    },

    async change(projectId, key, change, base) {
      checkStorable(change)
      return writer.write(projectId, key, base, (flag) => {
        const details = { ...flag.details, ...change }
        const what = detailsChanges(flag.details, details)
        return what.length === 0 ? undefined : { next: { ...flag, details }, part: { part: 'details' }, what }
      })
    },

    async putSettings(projectId, key, environment, input, base) {
      checkStorable(input)
      audience.check(projectId, [input])
      return writer.write(projectId, key, base, (flag, { environments }) => {
        const before = ownOf(flag.settings, environment)
        if (!before) throw noEnvironment(environment, environments)
        const after = readSettings(input, before)
        const what = settingsChanges(before, after)
        return what.length === 0
          ? undefined
          : { next: withSettings(flag, environment, after), part: { part: 'settings', environment }, what }
      })
    },

    switch: (projectId, key, environment, enabled, base) =>
      writer.write(projectId, key, base, (flag, { environments }) => {
        const before = ownOf(flag.settings, environment)
        if (!before) throw noEnvironment(environment, environments)
        if (before.enabled === enabled) return undefined
        const after = { ...before, enabled }
        return {
          next: withSettings(flag, environment, after),
          part: { part: 'settings', environment },
          what: [enabled ? `Switched on: ${settingsWords(after)}` : `Switched off: ${offWords(after.off)}`],
        }
      }),

    archive: (projectId, key, base) => setArchived(projectId, key, true, base),
    restore: (projectId, key, base) => setArchived(projectId, key, false, base),

    async history(projectId, key, before, limit) {
      get(projectId, key)
      return store.history(projectId, key, before, limit)
    },

    async undo(projectId, key, id, base) {
      get(projectId, key)
      const change = /^\d{1,18}$/.test(id) ? await store.findChange(projectId, key, id) : undefined
      if (!change)
        throw new AppError('not_found', `change: "${key}" has no change with the id "${id}".`, {
          field: 'change',
        })
      return writer.write(projectId, key, base, (flag) => {
        const edit = partBefore(flag, change)
        // A segment that a rule named then may be gone.
        if (edit && change.part.part === 'settings')
          audience.check(projectId, [edit.next.settings[change.part.environment] ?? {}])
        return edit
      })
    },
  }
}

export const withSettings = (flag: StoredFlag, environment: string, settings: FlagSettings): StoredFlag => ({
  ...flag,
  settings: { ...flag.settings, [environment]: settings },
})

/** @throws AppError `conflict` while an experiment runs on the flag, anywhere */
function refuseWhileRunning(flag: StoredFlag): void {
  for (const [environment, settings] of Object.entries(flag.settings)) {
    const [running] = experimentsIn(settings)
    if (running !== undefined)
      throw new AppError(
        'conflict',
        `The experiment "${running}" runs on "${flag.key}" in ${environment}. Stop it first, then archive the flag.`,
      )
  }
}

export const ownOf = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** That there is no environment of that name, with those that there are. */
export const noEnvironment = (
  key: string,
  environments: readonly { readonly key: string }[],
  field = 'environment',
): AppError =>
  new AppError(
    'not_found',
    `${field}: there is no environment "${key}". There ${environments.length === 1 ? 'is' : 'are'} ${environments.map((each) => each.key).join(', ')}.`,
    { field },
  )
