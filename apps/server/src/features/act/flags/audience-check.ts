import type { FlagCondition } from '@throughline/contract/flag-rules'
import { AppError } from '../../../platform/app-error.ts'
import type { StoredFlag } from './flag.ts'

/** Refuses conditions about segments that are none. */
export interface AudienceCheck {
  /** @throws AppError `invalid` with the place */
  check(
    projectId: string,
    settings: readonly { readonly rules?: readonly { readonly conditions: readonly FlagCondition[] }[] }[],
  ): void
}

/** @param hasSegment whether the project has a segment of that id */
export const audienceCheck = (hasSegment: (projectId: string, id: string) => boolean): AudienceCheck => ({
  check(projectId, settings) {
    for (const { rules = [] } of settings)
      for (const [index, { conditions }] of rules.entries())
        for (const [at, condition] of conditions.entries()) {
          if (condition.attribute !== 'segment') continue
          const place = `rules[${index}].conditions[${at}]`
          if (condition.operator !== 'in' && condition.operator !== 'notIn')
            throw invalid(`${place}.operator`, 'a segment takes in or notIn, with ids of segments')
          const ids = Array.isArray(condition.value) ? condition.value : [condition.value]
          const unknown = ids.find((id) => typeof id !== 'string' || !hasSegment(projectId, id))
          if (ids.length === 0 || unknown !== undefined)
            throw invalid(`${place}.value`, `no segment has the id ${JSON.stringify(unknown ?? null)}`)
        }
  },
})

/** What of flags names a segment, in words. An archived one counts: it may be restored as it was. */
export const namingSegment = (flags: readonly StoredFlag[], id: string): string[] =>
  flags.flatMap(({ key, settings }) =>
    Object.entries(settings).flatMap(([environment, { rules }]) => {
      const naming = rules.filter(({ conditions }) => conditions.some((one) => names(one, id)))
      const place = `the flag "${key}" in ${environment}`
      const experiments = naming.filter(({ serve }) => 'experiment' in serve)
      return [
        ...(naming.length > experiments.length ? [place] : []),
        ...experiments.map((rule) => `the experiment "${rule.name ?? rule.id}" on ${place}`),
      ]
    }),
  )

const names = ({ attribute, value }: FlagCondition, id: string): boolean =>
  attribute === 'segment' && (Array.isArray(value) ? value.includes(id) : value === id)

const invalid = (field: string, message: string): AppError =>
  new AppError('invalid', `${field}: ${message}.`, { field })
