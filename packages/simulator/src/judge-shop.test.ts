import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { judgeShop } from './judge-shop.ts'
import { toNdjson } from './message-stream.ts'

function read(seed: string, planted: boolean, sessions = 20_000) {
  const shop = judgeShop({ seed, planted, sessions })
  const messages = [...shop.messages]
  return { shop, messages, truth: shop.truth(), figures: shop.figures() }
}

const planted = read('judge', true)
const unplanted = read('judge', false)

test('six frictions are planted, each at a cost between 0.5 and 8 % of what the shop took', () => {
  expect(new Set(planted.truth.map(({ name }) => name))).toEqual(
    new Set([
      'dead button',
      'payment outage',
      'coupon that fails',
      'slow image',
      'phone field',
      'silent regression',
    ]),
  )
  for (const { share, money, sessions, pass } of planted.truth) {
    expect(share).toBeGreaterThan(0.004)
    expect(share).toBeLessThan(0.095)
    expect(money / share).toBeCloseTo(planted.figures.revenue, 4)
    expect(sessions.size).toBeGreaterThan(20)
    expect(pass.harmed).toBeLessThan(pass.fixed)
  }
  expect(planted.truth.filter(({ begins }) => begins).map(({ name }) => name)).toHaveLength(3)
})

test('an unplanted shop has no harm in it, and as much trade as a good shop', () => {
  expect(unplanted.truth).toEqual([])
  expect(unplanted.figures.sessions).toBeGreaterThan(19_000)
  expect(unplanted.figures.sessions).toBeLessThan(21_000)
  const converted = unplanted.figures.orders / unplanted.figures.sessions
  expect(converted).toBeGreaterThan(0.08)
  expect(converted).toBeLessThan(0.13)
})

test('the same seed gives the same bytes, another seed another shop', () => {
  const digest = (seed: string) => {
    const hash = createHash('sha256')
    for (const line of toNdjson(judgeShop({ seed, planted: true, sessions: 2000 }).messages))
      hash.update(line)
    return hash.digest('hex')
  }
  expect(digest('one')).toBe(digest('one'))
  expect(digest('one')).not.toBe(digest('two'))
})
