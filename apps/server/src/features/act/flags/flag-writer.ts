import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { experimentsIn, type FlagPart, type StoredFlag } from './flag.ts'
import { checkFlagEverywhere } from './flag-check.ts'
import type { FlagDirectory } from './flag-directory.ts'
import type { ExperimentFlagChange } from './flag-experiments.ts'
import type { FlagStore, ProjectFlags } from './flag-store.ts'

/** What a write makes of a flag. */
export interface FlagEdit {
  readonly next: StoredFlag
  readonly part: FlagPart
  /** In words. */
  readonly what: readonly string[]
}

interface WriteOrigin {
  readonly by: string | null
  /** Of the flag as the writer knows it; undefined: whatever it is. */
  readonly version?: number | undefined
  /** The experiment that writes; it needs no telling of its own change. */
  readonly experiment?: string
}

/** The one way by which a flag changes: checked, told in its history, and known to this process at the end. */
export interface FlagWriter {
  create(
    projectId: string,
    by: string | null,
    make: (current: ProjectFlags) => StoredFlag,
  ): Promise<StoredFlag>
  /**
   * @param edit `undefined` changes nothing
   * @throws AppError `not_found`; `conflict` where the version is another; what the check of flags throws
   */
  write(
    projectId: string,
    key: string,
    origin: WriteOrigin,
    edit: (flag: StoredFlag, current: ProjectFlags) => FlagEdit | undefined,
  ): Promise<StoredFlag>
  /**
   * Deletes a flag and its history.
   *
   * @param check throws where it must stay
   * @throws AppError `not_found`
   */
  remove(
    projectId: string,
    key: string,
    check: (flag: StoredFlag, current: ProjectFlags) => void,
  ): Promise<void>
  /** Calls back after a change of a flag on which an experiment runs, other than by that experiment. */
  onExperimentFlag(listener: (change: ExperimentFlagChange) => void): void
}

export interface FlagWriterDependencies {
  readonly store: FlagStore
  readonly directory: FlagDirectory
  /** Resolves when what the project's flags ask of people is known. */
  readonly peopleKnown: () => Promise<void>
  readonly clock: Clock
}

/** Keys under which `/api/v1/flags/` has something else. */
const reserved: ReadonlySet<string> = new Set(['datafile', 'events'])
export const isReservedKey = (key: string): boolean => reserved.has(key)

export function flagWriter({ store, directory, peopleKnown, clock }: FlagWriterDependencies): FlagWriter {
  const listeners: ((change: ExperimentFlagChange) => void)[] = []

  const known = async (projectId: string, key: string): Promise<StoredFlag> => {
    await directory.refresh()
    await peopleKnown()
    const flag = directory.find(projectId, key)
    if (!flag) throw new AppError('not_found', `There is no flag "${key}".`, { field: 'key' })
    return flag
  }

  const tell = (before: StoredFlag, { next, part, what }: FlagEdit, { by, experiment }: WriteOrigin) => {
    for (const [environment, settings] of Object.entries(before.settings)) {
      if (part.part === 'settings' && part.environment !== environment) continue
      const experiments = experimentsIn(settings).filter((id) => id !== experiment)
      if (experiments.length === 0) continue
      const isOff = next.archivedAt !== null || next.settings[environment]?.enabled !== true
      const change = { projectId: next.projectId, flag: next.key, environment, experiments, isOff }
      for (const listener of listeners) listener({ ...change, what, by, at: next.changedAt })
    }
  }

  return {
    async create(projectId, by, make) {
      let key = ''
      await store.writeFlag(projectId, (current) => {
        const flag = make(current)
        checkFlagEverywhere(flag, current.flags)
        key = flag.key
        const { details, settings } = flag
        const what = [`Made, of type ${flag.type}`]
        return {
          flag,
          change: {
            at: flag.createdAt,
            by,
            part: { part: 'created' },
            what,
            before: null,
            after: { details, settings },
          },
        }
      })
      return known(projectId, key)
    },

    async write(projectId, key, origin, edit) {
      let told: (() => void) | undefined
      await store.writeFlag(projectId, (current) => {
        const flag = current.flags.find((each) => each.key === key)
        if (!flag) throw new AppError('not_found', `There is no flag "${key}".`, { field: 'key' })
        if (origin.version !== undefined && origin.version !== flag.version) throw versionConflict(flag)
        const made = edit(flag, current)
        if (!made) return undefined
        if (flag.archivedAt && made.next.archivedAt)
          throw new AppError('conflict', `"${key}" is archived. Restore it first.`)
        const next = { ...made.next, version: flag.version + 1, changedAt: new Date(clock()) }
        const others = current.flags.filter((each) => each.key !== key)
        checkFlagEverywhere(next, others, made.part.part === 'settings' ? made.part : {})
        told = () => tell(flag, { ...made, next }, origin)
        const change = {
          at: next.changedAt,
          by: origin.by,
          part: made.part,
          what: made.what,
          before: partOf(flag, made.part),
          after: partOf(next, made.part),
        }
        return { flag: next, change }
      })
      const flag = await known(projectId, key)
      told?.()
      return flag
    },

    async remove(projectId, key, check) {
      await store.removeFlag(projectId, key, (current) => {
        const flag = current.flags.find((each) => each.key === key)
        if (!flag) throw new AppError('not_found', `There is no flag "${key}".`, { field: 'key' })
        check(flag, current)
      })
      await directory.refresh()
    },

    onExperimentFlag: (listener) => listeners.push(listener),
  }
}

/** What the history keeps of a change: the part that it touched. */
function partOf(flag: StoredFlag, part: FlagPart): unknown {
  if (part.part === 'details') return flag.details
  if (part.part === 'archive') return { archived: flag.archivedAt !== null }
  if (part.part === 'settings') return flag.settings[part.environment] ?? null
  return { details: flag.details, settings: flag.settings }
}

const versionConflict = ({ key, version }: StoredFlag): AppError =>
  new AppError(
    'conflict',
    `version: the flag "${key}" was changed in the meantime; it is at version ${version} now. Load it again, and make your change anew.`,
    { field: 'version' },
  )
