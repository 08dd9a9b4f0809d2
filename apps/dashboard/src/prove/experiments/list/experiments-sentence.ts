import type { Experiment } from '@throughline/contract/experiments'
import type { Finding } from '../../../understand/reports/result/finding.tsx'

const decided = new Set(['winner', 'loser', 'hurt', 'no_difference'])

/** The list in one sentence: what needs someone first. */
export function experimentsSentence(experiments: readonly Experiment[]): Finding {
  const running = experiments.filter(({ state }) => state === 'running')
  const broken = running.filter(({ standing }) => standing?.state === 'broken')
  const ready = running.filter(({ standing }) => standing !== null && decided.has(standing.state))
  if (broken.length > 0) {
    return [
      { loss: `${counted(broken.length, 'experiment')} cannot be trusted` },
      ' and should be repaired or stopped.',
    ]
  }
  if (ready.length > 0) {
    const of = running.length > ready.length ? ` of ${numbered(running.length)} that run` : ''
    return [`${counted(ready.length, 'experiment')}${of} can be decided.`]
  }
  if (running.length > 0) {
    return running.length === 1
      ? ['One experiment is running and cannot be decided yet.']
      : [`${counted(running.length, 'experiment')} are running; none can be decided yet.`]
  }
  const drafts = experiments.filter(({ state }) => state === 'draft')
  if (drafts.length > 0)
    return [`No experiment is running; ${counted(drafts.length, 'draft').toLowerCase()} can be started.`]
  return ['No experiment is running.']
}

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'] as const

const numbered = (count: number): string => (words[count] ?? String(count)).toLowerCase()

function counted(count: number, what: string): string {
  return `${words[count] ?? count} ${what}${count === 1 ? '' : 's'}`
}
