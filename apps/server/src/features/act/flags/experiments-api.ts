import { isDeepStrictEqual } from 'node:util'
import type { FlagCondition, FlagRule } from '@throughline/contract/flag-rules'
import { AppError } from '../../../platform/app-error.ts'
import type { AudienceCheck } from './audience-check.ts'
import { experimentRule, type StoredFlag } from './flag.ts'
import type { FlagDirectory } from './flag-directory.ts'
import type { FlagsForExperiments } from './flag-experiments.ts'
import { noEnvironment, ownOf, withSettings } from './flag-service.ts'
import { ruleWords } from './flag-words.ts'
import type { FlagWriter } from './flag-writer.ts'

/** What experiments do to flags, through the same writer as people. */
export function experimentsApi(
  directory: Pick<FlagDirectory, 'find' | 'environments'>,
  writer: FlagWriter,
  audience: AudienceCheck,
): Omit<FlagsForExperiments, 'keepWhile'> {
  /** Replaces the rules of one environment. */
  const writeRules = (
    projectId: string,
    { flag, environment, experiment }: { flag: string; environment: string; experiment: string },
    by: string | null,
    edit: (
      rules: readonly FlagRule[],
      own: FlagRule | undefined,
    ) => { rules: FlagRule[]; what: string } | undefined,
  ) =>
    writer.write(projectId, flag, { by, experiment }, (stored, { environments }) => {
      const settings = ownOf(stored.settings, environment)
      if (!settings) throw noEnvironment(environment, environments)
      const made = edit(settings.rules, experimentRule(settings, experiment))
      return (
        made && {
          next: withSettings(stored, environment, { ...settings, rules: made.rules }),
          part: { part: 'settings', environment },
          what: [made.what],
        }
      )
    })

  /** Nothing kept the segments of an audience that no rule named any more. */
  const checkAudience = (projectId: string, name: string, conditions: readonly FlagCondition[]) => {
    try {
      audience.check(projectId, [{ rules: [{ conditions }] }])
    } catch (cause) {
      throw new AppError(
        'conflict',
        `The audience of "${name}" names a segment that was deleted, so nobody knows who is to get it. Add a rule to the flag instead.`,
        undefined,
        cause,
      )
    }
  }

  return {
    get(projectId, key): StoredFlag {
      const flag = directory.find(projectId, key)
      if (!flag) throw new AppError('not_found', `There is no flag "${key}".`, { field: 'flag' })
      return flag
    },

    environments: (projectId) => directory.environments(projectId).map(({ key }) => key),

    async putExperimentRule(projectId, { flag, environment, name, conditions, serve }, by) {
      audience.check(projectId, [{ rules: [{ conditions }] }])
      const id = `experiment_${serve.id}`
      const rule: FlagRule = { id, name, conditions: [...conditions], serve: { experiment: serve } }
      await writeRules(projectId, { flag, environment, experiment: serve.id }, by, (rules, own) => {
        if (own) refuseShrinking(own, rule)
        return {
          rules: own ? rules.map((each) => (each === own ? rule : each)) : [rule, ...rules],
          what: own
            ? `The experiment "${name}" grew: ${ruleWords(rule)}`
            : `The experiment "${name}" started`,
        }
      })
    },

    async removeExperimentRule(projectId, place, by) {
      await writeRules(projectId, place, by, (rules, own) =>
        own
          ? {
              rules: rules.filter((each) => each !== own),
              what: `The experiment "${own.name ?? place.experiment}" ended`,
            }
          : undefined,
      )
    },

    async ship(projectId, { variation, name: of, conditions, ...place }, by) {
      await writeRules(projectId, place, by, (rules, own) => {
        const id = `shipped_${place.experiment}`
        // Another variation may have been shipped before.
        const replaced = own ?? rules.find((rule) => rule.id === id)
        if (!replaced) checkAudience(projectId, of, conditions)
        const name = `Shipped: ${own?.name ?? of}`
        const shipped: FlagRule = {
          id,
          name,
          conditions: [...(replaced?.conditions ?? conditions)],
          serve: { variation },
        }
        const others = rules.filter((rule) => rule !== replaced && rule.id !== id)
        const at = replaced ? rules.indexOf(replaced) : 0
        return { rules: others.toSpliced(at, 0, shipped), what: `${name}: ${ruleWords(shipped)}` }
      })
    },

    onChange: (listener) => writer.onExperimentFlag(listener),
  }
}

/** @throws AppError `conflict` where somebody in the experiment would fall out of it, or get another variation */
function refuseShrinking(before: FlagRule, after: FlagRule): void {
  if (!('experiment' in before.serve) || !('experiment' in after.serve)) return
  const [old, fresh] = [before.serve.experiment, after.serve.experiment]
  const isSame = old.salt === fresh.salt && old.layer === fresh.layer && old.unit === fresh.unit
  // Not as text: a store may have changed the order of keys.
  const kept = old.phases.every((phase, index) => isDeepStrictEqual(phase, fresh.phases[index]))
  if (isSame && kept) return
  throw new AppError(
    'conflict',
    'Traffic of a running experiment only grows, so that nobody changes variation: phases are added, never changed. Stop the experiment, or switch the flag off.',
  )
}
