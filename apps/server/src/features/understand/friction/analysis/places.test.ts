import { describe, expect, it } from 'vitest'
import { findPlaces } from './places.ts'
import { frictionData, type Visit } from './session-test-data.ts'

/** At the checkout from the second second on. */
const steps = [
  [1000, 1, 20],
  [2000, 2, 20],
] as const
type Signal = NonNullable<Visit['signals']>[number]
const placesOf = (visits: readonly Visit[], least = 2) => {
  const data = frictionData(visits)
  const { places, tooFew } = findPlaces(data, least)
  return {
    tooFew,
    places: places.map(({ signal, step, path, element, met, times, measured }) => ({
      signal,
      step,
      path: path === null ? null : data.signals.patterns[path],
      element: element === null ? null : data.signals.words[element],
      met: [...met],
      times,
      measured: measured && [...measured],
    })),
  }
}
const three = (...signals: Signal[]): Visit[] => Array.from({ length: 3 }, () => ({ steps, signals }))

describe('places', () => {
  it('are the element, and nothing wider that says no more', () => {
    const { places } = placesOf(
      three([2500, 'dead_clicked', '/checkout', '#pay'], [2600, 'dead_clicked', '/checkout', '#pay']),
    )
    expect(places).toEqual([
      {
        signal: 'dead_clicked',
        step: 2,
        path: '/checkout',
        element: '#pay',
        met: [0, 1, 2],
        times: 6,
        measured: null,
      },
    ])
  })

  it('are wider where more sessions met it', () => {
    const visits = [
      ...three([2500, 'dead_clicked', '/checkout', '#pay']),
      ...three([2500, 'dead_clicked', '/checkout', '#back']),
    ]
    const { places } = placesOf(visits)
    expect(places.map(({ path, element, met }) => [path, element, met.length])).toEqual([
      ['/checkout', '#pay', 3],
      ['/checkout', '#back', 3],
      ['/checkout', null, 6],
    ])
  })

  it('are not the step of who wanders on other pages', () => {
    // The product page is the home of the product step; who is back there from the checkout has given up already.
    const { places } = placesOf(three([2500, 'dead_clicked', '/product', '#photo']))
    expect(places).toEqual([])
  })

  it('say how many were too few', () => {
    const { places, tooFew } = placesOf(three([2500, 'dead_clicked', '/checkout', '#pay']), 4)
    expect(places).toEqual([])
    expect(tooFew).toBeGreaterThan(0)
  })

  it('are none after the order', () => {
    const ordered = Array.from(
      { length: 3 },
      (): Visit => ({
        steps: [...steps, [3000, 3]],
        signals: [[3500, 'dead_clicked', '/thanks', '#share']],
      }),
    )
    expect(placesOf(ordered).places).toEqual([])
  })

  it('compare a slow page with those who were told that it was fast', () => {
    const visits = [
      ...three([2500, 'slow_lcp', '/checkout']),
      ...three([1900, 'calm_lcp', '/checkout']),
      ...three(),
    ]
    const page = placesOf(visits).places.find(({ signal }) => signal === 'slow_lcp')
    expect(page?.measured).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0])
    expect(placesOf(visits).places.some(({ signal }) => signal === 'calm_lcp')).toBe(false)
  })
})
