import type { AnalysedFinding } from '../../apps/server/src/features/understand/friction/analysis/analysis-result.ts'
import type { SessionRecord, ShopRecord } from './shop-record.ts'

type Description = Pick<AnalysedFinding, 'signal' | 'where' | 'who' | 'when'>

/**
 * The sessions that a finding's description names: those of its group that came to its step and met its signal at its
 * place while it lasted; without a signal, all of the group that came to the step meanwhile.
 *
 * @param steps names of the journey's steps in order
 */
export function namedSessions(
  shop: ShopRecord,
  steps: readonly string[],
  { signal, where, who, when }: Description,
): ReadonlySet<string> {
  const returning = 'visitor' in who ? shop.returning() : new Set<string>()
  const isOfGroup = (session: SessionRecord) =>
    Object.entries(who).every(([field, value]) =>
      field === 'visitor'
        ? returning.has(session.id) === (value === 'returning')
        : session.fields[field] === value,
    )
  const [from, to] = [Date.parse(when.from), Date.parse(when.to)]
  const path = where.path === null ? undefined : patternOf(where.path)
  const details = where.detail?.split(', ')
  const isMet = (session: SessionRecord) =>
    signal === 'step_dropped'
      ? session.start >= from && session.start < to
      : session.signals.some(
          (met) =>
            met.name === signal &&
            // Where a finding ends before the period does, its last signal is its end.
            met.at >= from &&
            met.at <= to &&
            (path?.test(met.path) ?? true) &&
            (where.element === null || met.element === where.element) &&
            (details?.includes(met.detail) ?? true),
        )
  const named = new Set<string>()
  for (const session of shop.sessions.values())
    if (isMet(session) && isOfGroup(session) && cameTo(session, where.step, steps)) named.add(session.id)
  return named
}

/** Who took a later step has come to the earlier ones. */
export const cameTo = ({ steps: taken }: SessionRecord, step: string, steps: readonly string[]): boolean =>
  step === steps[0] || steps.slice(steps.indexOf(step)).some((name) => taken.has(name))

/** `*` stands for one part of a path. */
function patternOf(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}
