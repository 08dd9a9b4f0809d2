import type { Finding } from '@throughline/contract/friction'
import { type FrictionSearch, nobody } from './friction-search.ts'

/** The findings that a link asks for, in their order; what is ignored only where it is asked for. */
export function filterFindings(findings: readonly Finding[], search: FrictionSearch): Finding[] {
  const { state, signal, step, mark, owner } = search
  return findings.filter(
    (finding) =>
      (mark === undefined ? finding.mark !== 'ignored' : mark === 'all' || finding.mark === mark) &&
      (state === undefined || finding.state === state) &&
      (signal === undefined || finding.signal === signal) &&
      (step === undefined || finding.where.step === step) &&
      (owner === undefined || (finding.owner ?? nobody) === owner),
  )
}

/** Whether a link narrows the list at all. */
export function isFiltered(search: FrictionSearch): boolean {
  const { state, signal, step, mark, owner } = search
  return [state, signal, step, mark, owner].some((value) => value !== undefined)
}
