import { describe, expect, it } from 'vitest'
import { findingDraft } from './finding-draft.ts'

const between = (estimate: number) => ({ estimate, low: estimate / 2, high: estimate * 2 })

const finding: Parameters<typeof findingDraft>[0] = {
  id: 'f1',
  title: 'Shipping step fails on phones with Safari',
  who: { 'device.type': 'mobile', 'browser.name': 'Safari' },
  signal: 'rage_clicked',
  where: { step: 'Shipping', path: '/checkout/*/shipping', element: '#continue' },
  sessions: { affected: 812, exposedShare: 0.25, comparable: 3000, leftOut: 0 },
  conversion: { next: 'Payment', affected: 0.36, comparable: 0.78, lossPoints: between(0.4) },
}

describe('an experiment out of a finding', () => {
  it('has the metric that decides, what must not be hurt, the group, the place and the effect filled in', () => {
    const { words, plan } = findingDraft(finding)
    expect(words).toMatchObject({
      name: 'Repair: Shipping step fails on phones with Safari',
      finding: 'f1',
      audience: [
        { attribute: 'device.type', operator: 'equals', value: 'mobile' },
        { attribute: 'browser.name', operator: 'equals', value: 'Safari' },
      ],
      metrics: {
        primary: 'ready:ordered',
        guardrails: ['ready:revenue', 'ready:cancelled', 'ready:errors'],
        secondaries: ['ready:rage'],
      },
      // A quarter of those at the step lose 40 points: 68 of 100 go on, 78 would.
      decision: { effect: 0.15 },
    })
    expect(words.hypothesis).toContain('40.0 points more of those who meet it would go on to Payment')
    expect(plan.audience).toEqual(words.audience)
    const [place] = plan.seen?.where ?? []
    expect(place).toMatchObject({ property: 'path', operator: 'matches' })
    const pattern = new RegExp(String(place?.value))
    expect(pattern.test('/checkout/c-1/shipping')).toBe(true)
    expect(pattern.test('/checkout/c-1/x/shipping')).toBe(false)
  })

  it('does not count its signal as what must not be hurt as well', () => {
    const { metrics } = findingDraft({ ...finding, signal: 'error_shown' }).words
    expect(metrics?.guardrails).not.toContain('ready:errors')
    expect(metrics?.secondaries).toEqual(['ready:errors'])
  })

  it('targets segments, and says of what no browser tells that everybody takes part', () => {
    const { audience, hypothesis } = findingDraft({ ...finding, who: { segment: 's1', country: 'DE' } }).words
    expect(audience).toEqual([{ attribute: 'segment', operator: 'in', value: ['s1'] }])
    expect(hypothesis).toContain('a group by country')
  })

  it('keeps the effect within what can be planned', () => {
    const effectFor = (exposedShare: number, comparable: number, loss: number) =>
      findingDraft({
        ...finding,
        sessions: { ...finding.sessions, exposedShare },
        conversion: { ...finding.conversion, comparable, lossPoints: between(loss) },
      }).words.decision?.effect
    expect(effectFor(0.0001, 0.5, 0.1)).toBe(0.01)
    expect(effectFor(1, 0.5, 0.49)).toBe(1)
    // Nobody goes on now: that cannot be doubled, so the most stands for it.
    expect(effectFor(1, 0.5, 0.5)).toBe(1)
  })
})
