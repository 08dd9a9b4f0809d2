import type { Finding } from '@throughline/contract/friction'
import type { CellValue } from '../../../ui/table/csv.ts'

interface CsvColumn {
  readonly header: string
  readonly value: (finding: Finding) => CellValue
}

/** Findings as a file holds them: exact, with the bounds of every estimate and the unit in the header. */
export function csvColumns(currency: string): readonly CsvColumn[] {
  return [
    { header: 'id', value: ({ id }) => id },
    { header: 'title', value: ({ title }) => title },
    { header: 'state', value: ({ state }) => state },
    { header: 'mark', value: ({ mark }) => mark },
    { header: 'reason', value: ({ reason }) => reason },
    { header: 'owner', value: ({ owner }) => owner },
    { header: 'signal', value: ({ signal }) => signal },
    { header: 'step', value: ({ where }) => where.step },
    { header: 'page', value: ({ where }) => where.path },
    { header: 'element', value: ({ where }) => where.element },
    { header: 'detail', value: ({ where }) => where.detail },
    { header: 'group', value: ({ who }) => pairs(who) },
    { header: 'from', value: ({ when }) => when.from },
    { header: 'to', value: ({ when }) => when.to },
    { header: 'sessions affected', value: ({ sessions }) => sessions.affected },
    { header: 'share of the group affected', value: ({ sessions }) => sessions.exposedShare },
    { header: 'sessions comparable', value: ({ sessions }) => sessions.comparable },
    { header: 'sessions left out', value: ({ sessions }) => sessions.leftOut },
    { header: `money at risk in the period (${currency})`, value: ({ moneyAtRisk }) => moneyAtRisk.estimate },
    { header: `money at risk, 95 % low (${currency})`, value: ({ moneyAtRisk }) => moneyAtRisk.low },
    { header: `money at risk, 95 % high (${currency})`, value: ({ moneyAtRisk }) => moneyAtRisk.high },
    { header: 'orders at risk', value: ({ ordersAtRisk }) => ordersAtRisk.estimate },
    { header: 'orders at risk, 95 % low', value: ({ ordersAtRisk }) => ordersAtRisk.low },
    { header: 'orders at risk, 95 % high', value: ({ ordersAtRisk }) => ordersAtRisk.high },
    { header: 'next step reached', value: ({ conversion }) => conversion.affected },
    { header: 'next step reached without it', value: ({ conversion }) => conversion.comparable },
    { header: 'loss in points', value: ({ conversion }) => 100 * conversion.lossPoints.estimate },
    { header: 'loss in points, 95 % low', value: ({ conversion }) => 100 * conversion.lossPoints.low },
    { header: 'loss in points, 95 % high', value: ({ conversion }) => 100 * conversion.lossPoints.high },
    { header: 'q', value: ({ q }) => q },
    { header: 'method', value: ({ method }) => method },
  ]
}

/** `device.type=mobile; browser.name=Safari`. */
const pairs = (who: Finding['who']): string =>
  Object.entries(who)
    .map(([field, value]) => `${field}=${value}`)
    .join('; ')
