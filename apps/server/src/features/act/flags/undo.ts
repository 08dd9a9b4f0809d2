import { isDeepStrictEqual } from 'node:util'
import type { FlagSettings } from '@throughline/contract/flag-rules'
import { AppError } from '../../../platform/app-error.ts'
import type { FlagDetails, StoredFlag } from './flag.ts'
import { keepExperiments } from './flag-settings.ts'
import type { StoredChange } from './flag-store.ts'
import { detailsChanges, settingsChanges } from './flag-words.ts'
import type { FlagEdit } from './flag-writer.ts'

/**
 * Whether a change can be taken back: of the beginning of a flag there is nothing before, and what an experiment did to
 * its rule is undone among the experiments.
 */
export function isUndoable({
  part,
  before,
  after,
}: Pick<StoredChange, 'part' | 'before' | 'after'>): boolean {
  if (part.part !== 'settings') return part.part === 'details'
  return isDeepStrictEqual(experimentRules(before), experimentRules(after))
}

const experimentRules = (settings: unknown) =>
  (settings as FlagSettings | null)?.rules.filter(({ serve }) => 'experiment' in serve)

/**
 * The flag with the part that a change touched as it was before that change; later changes of that part go with it.
 *
 * @returns undefined where it is so already
 * @throws AppError `conflict` where an experiment runs that it would touch
 */
export function partBefore(flag: StoredFlag, { id, at, part, before }: StoredChange): FlagEdit | undefined {
  const intro = `Back to before ${at.toISOString()} (change ${id})`
  if (part.part === 'details') {
    const details = before as FlagDetails
    const what = detailsChanges(flag.details, details)
    return what.length === 0 ? undefined : { next: { ...flag, details }, part, what: [intro, ...what] }
  }
  if (part.part === 'settings') {
    const present = flag.settings[part.environment]
    const settings = before as FlagSettings | null
    if (!present || !settings)
      throw new AppError(
        'conflict',
        `The environment "${part.environment}" is gone: there is nothing to put back.`,
      )
    keepExperiments(present, settings)
    const what = settingsChanges(present, settings)
    if (what.length === 0) return undefined
    return {
      next: { ...flag, settings: { ...flag.settings, [part.environment]: settings } },
      part,
      what: [intro, ...what],
    }
  }
  throw new AppError(
    'conflict',
    part.part === 'created'
      ? 'There is nothing before a flag was made. Archive it, if nobody needs it.'
      : 'Archive or restore the flag instead.',
  )
}
