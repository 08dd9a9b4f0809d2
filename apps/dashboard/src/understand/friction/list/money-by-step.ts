import type { Finding, FrictionAnswer } from '@throughline/contract/friction'

/** A step of the journey with what is at risk at it. */
export interface StepMoney {
  readonly name: string
  readonly sessions: number
  readonly money: number
  readonly findings: number
}

/** The steps in order, with the money of the findings at each; a step only findings know comes last. */
export function moneyByStep(
  steps: FrictionAnswer['steps'],
  findings: readonly Finding[],
): readonly StepMoney[] {
  const known = new Set(steps.map(({ name }) => name))
  const others = [...new Set(findings.map(({ where }) => where.step))].filter((name) => !known.has(name))
  return [...steps, ...others.map((name) => ({ name, sessions: 0 }))].map(({ name, sessions }) => {
    const here = findings.filter(({ where }) => where.step === name)
    const money = here.reduce((sum, { moneyAtRisk }) => sum + Math.max(0, moneyAtRisk.estimate), 0)
    return { name, sessions, money, findings: here.length }
  })
}
