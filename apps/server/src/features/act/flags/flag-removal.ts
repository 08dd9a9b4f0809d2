import { AppError } from '../../../platform/app-error.ts'
import type { FlagWriter } from './flag-writer.ts'
import type { UsageCounter } from './usage-counter.ts'
import type { UsageStore } from './usage-store.ts'

export interface FlagRemoval {
  /**
   * Deletes an archived flag with its history and what was counted of it. Its key is free again.
   *
   * @throws AppError `not_found`; `conflict` where it is not archived, or an experiment or another flag needs it
   */
  remove(projectId: string, key: string): Promise<void>
}

export interface FlagRemovalDependencies {
  readonly writer: Pick<FlagWriter, 'remove'>
  readonly usage: Pick<UsageCounter, 'write'>
  readonly counts: Pick<UsageStore, 'forget'>
  /** Name of an experiment that needs a flag. */
  readonly experimentNeeding: (projectId: string, key: string) => Promise<string | undefined>
}

export const flagRemoval = ({
  writer,
  usage,
  counts,
  experimentNeeding,
}: FlagRemovalDependencies): FlagRemoval => ({
  async remove(projectId, key) {
    const experiment = await experimentNeeding(projectId, key)
    await writer.remove(projectId, key, (flag, { flags }) => {
      if (flag.archivedAt === null)
        throw new AppError(
          'conflict',
          `"${key}" is in use. Archive it first; what is archived can be deleted.`,
        )
      if (experiment !== undefined)
        throw new AppError(
          'conflict',
          `The experiment "${experiment}" names "${key}". Delete or archive the experiment first.`,
        )
      const needing = flags.find(({ settings }) =>
        Object.values(settings).some(({ prerequisites }) => prerequisites.some((one) => one.flag === key)),
      )
      if (needing)
        throw new AppError(
          'conflict',
          `The archived flag "${needing.key}" needs "${key}" and could not be restored without it. Delete that one first.`,
        )
    })
    await usage.write()
    await counts.forget(projectId, key)
  },
})
