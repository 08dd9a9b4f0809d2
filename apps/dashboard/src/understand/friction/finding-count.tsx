import { useQuery } from '@tanstack/react-query'
import { listFriction } from '@throughline/contract/friction'
import { query } from '../../api.ts'
import { formatNumber } from '../../format/number.ts'
import { useView } from '../../view/use-view.ts'
import { filterFindings } from './filter-findings.ts'

/**
 * How many findings the period has, beside the page's name in the sidebar. It shows what another page asked for already:
 * a number in a menu is not worth a run over the period.
 */
export function FindingCount() {
  const { from, to, timezone } = useView().period
  const { data } = useQuery({ ...query(listFriction, { query: { from, to, timezone } }), enabled: false })
  const count = data ? filterFindings(data.findings, {}).length : 0
  if (count === 0) return null
  return (
    <b>
      {formatNumber(count)}
      <span className="visually-hidden"> {count === 1 ? 'finding' : 'findings'}</span>
    </b>
  )
}
