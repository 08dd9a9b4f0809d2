import type { Loss } from './loss.ts'
import type { SessionTable } from './session-table.ts'
import type { StepContext } from './step-context.ts'

/** What the bare gap at the same step would say: how much less those go on who met it, and that times the average money. */
export function naiveGap(
  sessions: SessionTable,
  { rows, passed, value }: StepContext,
  { met, passes, money, leftOut }: Pick<Loss, 'met' | 'passes' | 'money' | 'leftOut'>,
  main: number,
) {
  const isMet = new Uint8Array(sessions.count)
  for (const row of met) isMet[row] = 1
  let [others, othersPassed, metPassed, worth] = [0, 0, 0, 0]
  const worthOf = value.worthIn(main)
  for (const row of rows) {
    worth += worthOf(row)
    if (isMet[row] === 1) metPassed += passed[row] ?? 0
    else {
      others++
      othersPassed += passed[row] ?? 0
    }
  }
  if (others === 0 || met.length === 0) return null
  const lossPoints = othersPassed / others - metPassed / met.length
  const naive = (lossPoints * (met.length + leftOut) * worth) / rows.length
  return {
    lossPoints,
    money: naive / sessions.share,
    why: whyItDiffers(naive, money.total, lossPoints - passes.total / met.length),
  }
}

/** Money within a thirtieth is the same for who decides by it. */
const SAME = 1 / 30

function whyItDiffers(naive: number, estimate: number, morePoints: number): string {
  if (Math.abs(naive - estimate) <= SAME * Math.abs(estimate))
    return 'Both agree: those who met it are much like the others.'
  if (naive > estimate)
    return morePoints > 0
      ? 'The raw gap is larger because those who met it would have gone on less often anyway.'
      : 'The raw gap is larger because it counts an average order, and those who met it had less in hand or would have ordered less often.'
  return morePoints < 0
    ? 'The raw gap is smaller because those who met it were more likely than the others to go on.'
    : 'The raw gap is smaller because it counts an average order, and those who met it had more in hand or would have ordered more often.'
}
