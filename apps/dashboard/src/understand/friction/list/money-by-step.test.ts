import { expect, it } from 'vitest'
import { exampleFinding } from '../example-finding.ts'
import { moneyByStep } from './money-by-step.ts'

const at = (step: string, estimate: number) => ({
  ...exampleFinding,
  where: { ...exampleFinding.where, step },
  moneyAtRisk: { ...exampleFinding.moneyAtRisk, estimate },
})

it('adds up what is at risk at each step, in the order of the journey', () => {
  const steps = [
    { name: 'Visit', sessions: 900 },
    { name: 'Cart', sessions: 80 },
  ]
  expect(moneyByStep(steps, [at('Cart', 50), at('Cart', 20), at('Cart', -5), at('Elsewhere', 3)])).toEqual([
    { name: 'Visit', sessions: 900, money: 0, findings: 0 },
    { name: 'Cart', sessions: 80, money: 70, findings: 3 },
    { name: 'Elsewhere', sessions: 0, money: 3, findings: 1 },
  ])
  expect(moneyByStep([], [])).toEqual([])
})
