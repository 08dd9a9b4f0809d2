import { expect, it } from 'vitest'
import { exampleFinding } from '../example-finding.ts'
import { csvColumns } from './finding-csv.ts'

it('writes exact values with their bounds, and units in the headers', () => {
  const row = Object.fromEntries(
    csvColumns('EUR').map(({ header, value }) => [header, value(exampleFinding)] as const),
  )
  expect(row).toMatchObject({
    group: 'device.type=mobile; browser.name=Safari',
    'money at risk in the period (EUR)': 18_412,
    'money at risk, 95 % low (EUR)': 14_134,
    'money at risk, 95 % high (EUR)': 23_052,
    'loss in points': 41,
    owner: null,
  })
})
