import type { FindingDetail } from '@throughline/contract/friction'
import { formatNumber, formatShare } from '../../../format/number.ts'

/** Below this, a standardised difference is taken for balanced (Austin 2009). */
const balancedBelow = 0.1

type Known<Part extends keyof FindingDetail> = NonNullable<FindingDetail[Part]>

/** Whether the two kinds of sessions were alike in the end. */
export function Balance({ balance }: { balance: Known<'balance'> }) {
  const { before, after, of } = balance
  return (
    <div>
      <dt>Balance</dt>
      <dd>
        The largest difference, in {of}, went from {rough(before)} to {rough(after)} standard deviations;{' '}
        {after < balancedBelow ? 'below 0.1 counts as alike' : 'above 0.1 they are not quite alike'}
      </dd>
    </div>
  )
}

/** How strong something unseen would have to be, in plain words. */
export function EValue({ sensitivity }: { sensitivity: Known<'sensitivity'> }) {
  const { eValue, eValueOfLow } = sensitivity
  return (
    <div>
      <dt>Something unseen</dt>
      <dd>
        {eValue <= 1
          ? 'Anything unseen could explain it (E-value 1)'
          : `To explain all of it, it would have to make both meeting this and leaving ${rough(eValue)} times as likely (E-value)`}
        {eValueOfLow > 1 ? `; to bring the interval to nothing, ${rough(eValueOfLow)} times` : ''}
      </dd>
    </div>
  )
}

/** What the false discovery rate says of this one. */
export function FalseShare({ q }: { q: number }) {
  return (
    <div>
      <dt>By chance</dt>
      <dd>
        Of this and all stronger findings, {q < 0.0001 ? 'less than 0.01\u202f%' : formatShare(q)} are
        expected to be false (q)
      </dd>
    </div>
  )
}

const rough = (value: number): string => formatNumber(Number(value.toPrecision(2)))
