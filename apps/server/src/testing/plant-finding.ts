import type { AnalysedFinding } from '../features/understand/friction/analysis/analysis-result.ts'
import { findingRegister } from '../features/understand/friction/finding-register.ts'
import { findingStore } from '../features/understand/friction/finding-store.ts'
import { analysedFinding, analysisResult } from '../features/understand/friction/finding-test-data.ts'
import type { FrictionPeriod } from '../features/understand/friction/friction-period.ts'
import { resultStore } from '../features/understand/friction/result-store.ts'
import type { State } from '../platform/state/state.ts'

/**
 * Keeps a finding as if the whole app had found it in a period: a search that finds one takes thousands of sessions.
 *
 * @param now of the app's clock
 * @returns its id
 */
export async function plantFinding(
  state: State,
  { period, now, said }: { period: FrictionPeriod; now: number; said: Partial<AnalysedFinding> },
): Promise<string> {
  const project = 'default'
  const finding = analysedFinding(said)
  const register = findingRegister(
    findingStore(state),
    async () => true,
    () => now,
  )
  const findings = await register.identify(project, period, [finding])
  const stored = {
    period,
    computedAt: new Date(now),
    tookMs: 1000,
    // Nothing that comes is newer, and the money is what a new project counts in.
    seq: Number.MAX_SAFE_INTEGER,
    basis: JSON.stringify(['EUR', []]),
    result: { ...analysisResult([]), findings },
  }
  await resultStore(state).keep(project, stored, 50)
  return findings[0]?.id ?? ''
}
