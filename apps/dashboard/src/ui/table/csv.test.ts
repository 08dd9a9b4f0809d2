import { expect, it } from 'vitest'
import { fileNameOf, toCsv } from './csv.ts'

it('quotes what needs it and keeps numbers plain', () => {
  expect(
    toCsv(
      ['Name', 'Orders'],
      [
        ['Boots, "42"', 1234.5],
        ['two\nlines', null],
        [null, -3],
      ],
    ),
  ).toBe('Name,Orders\r\n"Boots, ""42""",1234.5\r\n"two\nlines",\r\n,-3\r\n')
})

it('does not hand a spreadsheet a formula that came from outside', () => {
  expect(toCsv(['Event'], [['=cmd|calc'], ['+1'], ['@x'], ['-2']])).toBe(
    "Event\r\n'=cmd|calc\r\n'+1\r\n'@x\r\n'-2\r\n",
  )
})

it('names files after what they hold', () => {
  expect(fileNameOf('Orders a day – café')).toBe('orders-a-day-cafe')
  expect(fileNameOf('日本')).toBe('throughline')
})
