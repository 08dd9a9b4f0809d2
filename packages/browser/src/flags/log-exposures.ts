import type { EvaluatedFlag } from './flag-answer.ts'
import type { FlagHost } from './open-flags.ts'

/** So many are remembered; what is logged again counts once by its message id all the same. */
const MOST_REMEMBERED = 200

/** Gives a function that counts the visitor into the experiment of a flag that was read: once, on whatever page. */
export function logExposures({ link, allowed }: FlagHost): (flag: EvaluatedFlag) => void {
  const log = (
    flag: string,
    { experiment, variation, unit = 'targetingKey', phase, exposure }: NonNullable<EvaluatedFlag['metadata']>,
  ): void => {
    const { known } = link
    const unitValue = link.units()[unit]
    // Evaluated for somebody of whom we know nothing, as a page's own server may: not this visitor's.
    if (!exposure || !known || !unitValue || known.context?.[unit] !== unitValue) return
    const logged = known.logged ?? []
    if (logged.includes(exposure) || !allowed('analytics')) return
    const remembered = { logged: [...logged, exposure].slice(-MOST_REMEMBERED) }
    link.known = { ...known, ...remembered }
    if (link.next) link.next = { ...link.next, ...remembered }
    link.keep(link.next ?? link.known)
    link.track(
      'Experiment Viewed',
      { experiment_id: experiment, variation, flag, unit, unit_value: unitValue, phase },
      { messageId: exposure },
    )
  }
  return ({ key, metadata = {} }) => {
    log(key, metadata)
    for (const needed of JSON.parse(metadata.through ?? '[]')) log(needed.flag, needed)
  }
}
