import { checkFlag } from '@throughline/evaluator/check-flag'
import type { Flag } from '@throughline/evaluator/datafile'
import { AppError } from '../../../platform/app-error.ts'
import { servedFlag } from './datafile-of.ts'
import type { StoredFlag } from './flag.ts'

/**
 * Refuses a flag that could not be evaluated in one of its environments, or that would keep another from it.
 *
 * @param others all other flags of the project
 * @param fields where a request may have it wrong: of the environment that it names, problems are told without its name
 * @throws AppError `invalid`, or `conflict` where another flag needs what is gone
 */
export function checkFlagEverywhere(
  flag: StoredFlag,
  others: readonly StoredFlag[],
  fields: { readonly environment?: string } = {},
): void {
  for (const environment of Object.keys(flag.settings)) {
    const own = servedFlag(flag, environment)
    const rest = others.flatMap((other) => servedFlag(other, environment) ?? [])
    if (own) {
      const [problem] = checkFlag(own, rest)
      if (problem) {
        const isNamed = fields.environment === environment || problem.path.startsWith('variations')
        const field = isNamed ? problem.path : `environments.${environment}.${problem.path}`
        const archived = archivedNeed(problem.path, own, others)
        const message = archived ? `the flag "${archived}" is archived; restore it first` : problem.message
        throw new AppError('invalid', `${field}: ${message}.`, { field })
      }
    }
    checkDependents(flag.key, own, rest, environment)
  }
}

/** Key of an archived flag that is why a prerequisite is none. */
function archivedNeed(path: string, own: Flag, others: readonly StoredFlag[]): string | undefined {
  const index = /^prerequisites\[(\d+)\]\.flag$/.exec(path)?.[1]
  const key = index === undefined ? undefined : own.prerequisites[Number(index)]?.flag
  return others.find((other) => other.key === key && other.archivedAt !== null)?.key
}

function checkDependents(
  key: string,
  flag: Flag | undefined,
  others: readonly Flag[],
  environment: string,
): void {
  for (const dependent of others) {
    const needs = dependent.prerequisites.find((one) => one.flag === key)
    if (!needs) continue
    const gone = needs.variations.find((one) => !flag?.variations.some((each) => each.key === one))
    if (!flag || gone !== undefined)
      throw new AppError(
        'conflict',
        `"${dependent.key}" needs ${flag ? `the variation "${gone}" of ` : ''}"${key}" in ${environment}. Take that prerequisite out first.`,
      )
  }
}
