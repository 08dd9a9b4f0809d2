import { Button } from '@mantine/core'
import type { Finding, FrictionAnswer } from '@throughline/contract/friction'
import { formatCount, formatRoughMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { download, toCsv } from '../../../ui/table/csv.ts'
import { filterFindings } from '../filter-findings.ts'
import classes from '../friction.module.css'
import type { FrictionSearch } from '../friction-search.ts'
import { csvColumns } from './finding-csv.ts'
import { FindingFilter } from './finding-filter.tsx'
import { FindingList } from './finding-list.tsx'
import { type MoneyAxis, moneyAxis } from './money-axis.ts'

/** The ranked list with its filters, its file, and how many ignored ones stay out of sight. */
export function FindingsCard(props: {
  answer: FrictionAnswer
  search: FrictionSearch
  timezone: string
  onChange: (next: FrictionSearch) => void
}) {
  const { answer, search, timezone, onChange } = props
  const { findings, currency, steps } = answer
  const shown = filterFindings(findings, search)
  const axis = moneyAxis(shown.map(({ moneyAtRisk }) => moneyAtRisk))
  const ignored = findings.filter(({ mark }) => mark === 'ignored').length
  return (
    <Card title="Where customers struggle" hint={shown.length > 0 ? axisHint(axis, currency) : undefined}>
      <FindingFilter
        findings={findings}
        steps={steps.map(({ name }) => name)}
        search={search}
        onChange={onChange}
      />
      {shown.length === 0 ? (
        <EmptyState
          inset
          title="Nothing to show"
          why={
            ignored === findings.length && search.mark === undefined
              ? 'Whoever ignored them said why; the reason stands on the page of each.'
              : `The ${formatCount(findings.length, 'finding')} of this period ${findings.length === 1 ? 'has' : 'have'} another state, step, signal, mark or owner.`
          }
          action={<Button onClick={() => onChange({ mark: 'all' })}>Show all of them</Button>}
        />
      ) : (
        <FindingList findings={shown} axis={axis} currency={currency} timezone={timezone} />
      )}
      <div className={classes.foot}>
        <span>
          {formatCount(shown.length, 'finding')}
          {ignored > 0 && search.mark === undefined ? (
            <>
              {' · '}
              <button
                type="button"
                className={classes.textButton}
                onClick={() => onChange({ ...search, mark: 'all' })}
              >
                show {formatCount(ignored, 'ignored one')} too
              </button>
            </>
          ) : null}
        </span>
        {shown.length > 0 ? (
          <Button variant="subtle" size="compact-xs" onClick={() => saveCsv(shown, currency)}>
            Save as CSV
          </Button>
        ) : null}
      </div>
    </Card>
  )
}

/** What the marks of a list mean, and from where to where their axis goes. */
export function axisHint({ min, max }: MoneyAxis, currency: string): string {
  return `Money at risk in this period, adjusted for who the visitors are · bands: 95 % intervals · axis from ${formatRoughMoney(min, currency)} to ${formatRoughMoney(max, currency)}`
}

function saveCsv(findings: readonly Finding[], currency: string): void {
  const columns = csvColumns(currency)
  const cells = findings.map((finding) => columns.map(({ value }) => value(finding)))
  download(
    'friction.csv',
    toCsv(
      columns.map(({ header }) => header),
      cells,
    ),
  )
}
