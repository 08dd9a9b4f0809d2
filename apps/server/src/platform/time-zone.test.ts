import { expect, it } from 'vitest'
import { checkedZone, zoneName } from './time-zone.ts'

it.each([
  ['UTC', 'UTC'],
  ['utc', 'UTC'],
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['Berlin', undefined],
  ['+02:00', undefined],
  ['', undefined],
])('the zone %j is %j', (text, expected) => {
  expect(zoneName(text)).toBe(expected)
})

it('a zone that is none is refused by the name of its field', () => {
  expect(() => checkedZone('Mars/Base', 'view.timezone')).toThrow(
    'view.timezone: "Mars/Base" is no time zone. Expected an IANA name, such as Europe/Berlin.',
  )
})
