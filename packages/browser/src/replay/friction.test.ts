import { expect, it } from 'vitest'
import { isFriction } from './friction.ts'

it('knows what the server counts as a signal', () => {
  for (const [event, properties] of [
    ['Rage Clicked', {}],
    ['Form Abandoned', {}],
    ['Form Field Left', { refills: 2 }],
    ['Products Searched', { results: 0 }],
    ['Web Vital Measured', { metric: 'LCP', value: 4001 }],
    ['Web Vital Measured', { metric: 'CLS', value: 0.3 }],
  ] as const)
    expect(isFriction(event, properties), event).toBe(true)
  for (const [event, properties] of [
    ['Element Clicked', {}],
    ['Form Field Left', { refills: 1 }],
    ['Products Searched', { results: 4 }],
    ['Products Searched', {}],
    ['Web Vital Measured', { metric: 'LCP', value: 4000 }],
    ['Web Vital Measured', { metric: 'FCP', value: 9000 }],
  ] as const)
    expect(isFriction(event, properties), event).toBe(false)
})
