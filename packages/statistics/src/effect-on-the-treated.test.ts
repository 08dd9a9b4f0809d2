import { describe, expect, it } from 'vitest'
import { type Design, linearPredictor } from './design.ts'
import { lossOfTheTreated, type TreatedEffectInput } from './effect-on-the-treated.ts'
import { logistic, logisticRegression } from './logistic-regression.ts'
import { normalQuantile } from './normal-distribution.ts'

describe('the loss of the treated', () => {
  it('is what is reckoned by hand', () => {
    const input: TreatedEffectInput = {
      treated: Uint8Array.of(1, 1, 0, 0),
      outcome: Uint8Array.of(0, 1, 1, 0),
      value: Float64Array.of(10, 20, 10, 30),
      expected: Float64Array.of(0.5, 0.6, 0.5, 0.6),
      propensity: Float64Array.of(0.5, 0.75, 0.5, 0.75),
      cluster: Int32Array.of(0, 1, 2, 3),
      expectedTreated: Float64Array.of(0.3, 0.4, 0, 0),
    }
    const loss = lossOfTheTreated(input)
    // Treated 10·0.5 − 20·0.4 = −3; odds 1 and 3, scaled to ½ and 1½, times 10·0.5 and −30·0.6.
    expect(loss.total).toBeCloseTo(-3 + 0.5 * 5 - 1.5 * 18, 12)
    expect(loss).toMatchObject({ treated: 2, controls: 2 })
    expect(loss.effectiveControls).toBeCloseTo(16 / 10, 12)
    // Residuals of the controls from their mean −12.25: 17.25 and −5.75. Kish's 1.6 persons give 1.6 / 0.6, two give 2.
    const ofControls = (1.6 / 0.6) * ((0.5 * 17.25) ** 2 + (1.5 * 5.75) ** 2)
    expect(loss.standardError).toBeCloseTo(Math.sqrt(2 * (3 ** 2 + 12 ** 2) + ofControls), 10)
  })

  it.each([
    ['once', false],
    ['again and again', true],
  ])(
    'covers the true loss in 95 of 100 draws where both models are right, of people who come %s',
    (_, again) => {
      const draws = 800
      const known = { covered: 0, pull: 0 }
      const unknown = { covered: 0, pull: 0 }
      for (let seed = 1; seed <= draws; seed++) {
        const shop = drawShop(seed, again)
        const input = judged(shop, {})
        const { expectedTreated: _, ...without } = input
        for (const [tally, given] of [
          [known, input],
          [unknown, without],
        ] as const) {
          const loss = lossOfTheTreated(given)
          const z = (loss.total - shop.truth) / loss.standardError
          tally.pull += z / draws
          if (Math.abs(z) <= normalQuantile(0.975)) tally.covered += 1 / draws
        }
      }
      for (const { covered, pull } of [known, unknown]) {
        expect(covered).toBeGreaterThan(0.93)
        expect(covered).toBeLessThan(0.97)
        expect(Math.abs(pull)).toBeLessThan(0.15)
      }
    },
  )

  it.each([
    ['alike at all prices', 0],
    ['as much more or less at dear ones as is allowed for', 0.15],
  ])(
    'is nearer the truth by what luck at all prices tells, and says by how much, where it harms %s',
    (_, differs) => {
      const draws = 200
      const own = { covered: 0, error: 0, said: 0 }
      const shared = { covered: 0, error: 0, said: 0 }
      for (let seed = 1; seed <= draws; seed++) {
        const harm = differs * normalQuantile((seed - 0.5) / draws)
        const shop = drawShop(7919 * seed, false, { priceSpread: 0.6, harmByPrice: harm })
        const { spread: _, ...input } = judged(shop, {})
        for (const [tally, given] of [
          [own, input],
          [shared, { ...input, spread: 0.15 }],
        ] as const) {
          const { total, standardError } = lossOfTheTreated(given)
          tally.error += (total - shop.truth) ** 2
          tally.said += standardError ** 2
          if (Math.abs(total - shop.truth) <= normalQuantile(0.975) * standardError)
            tally.covered += 1 / draws
        }
      }
      expect(shared.covered).toBeGreaterThan(0.925)
      expect(shared.covered).toBeLessThan(0.975)
      expect(shared.error).toBeLessThan(0.95 * own.error)
      expect(shared.said).toBeLessThan(0.95 * own.said)
    },
  )

  it('worth the chance not to meet it, is surest where most meet it, and as calm where it does no harm', () => {
    const draws = 300
    const z = { plain: [0, 0], overlap: [0, 0] }
    let alarms = 0
    for (let seed = 1; seed <= draws; seed++) {
      for (const [side, harm] of [0, -0.35].entries()) {
        const { value: _, ...input } = judged(
          drawShop(104_729 * seed, false, { often: 0.7, pull: 2, harm }),
          {},
        )
        const surely = (value: Float64Array) => {
          const { total, standardError } = lossOfTheTreated({ ...input, value })
          return total / standardError
        }
        const overlap = surely(input.propensity.map((chance) => 1 - chance))
        z.plain[side] = (z.plain[side] ?? 0) + surely(input.propensity.map(() => 1)) / draws
        z.overlap[side] = (z.overlap[side] ?? 0) + overlap / draws
        if (side === 0 && overlap > normalQuantile(0.95)) alarms++
      }
    }
    // Of 300, 5 % are 15; chance brings fewer than 5 or more than 27 about twice in a thousand such tests.
    expect(alarms).toBeGreaterThan(4)
    expect(alarms).toBeLessThan(28)
    expect(Math.abs(z.overlap[0] ?? 1)).toBeLessThan(0.15)
    expect(z.overlap[1]).toBeGreaterThan(1.1 * (z.plain[1] ?? 0))
  })

  it('is not sure of what keeps everybody away because nobody of a few went on', () => {
    const [met, rows] = [30, 3000]
    const of = (chance: number) => new Float64Array(rows).fill(chance)
    const { total, standardError } = lossOfTheTreated({
      treated: Uint8Array.from({ length: rows }, (_, row) => (row < met ? 1 : 0)),
      outcome: Uint8Array.from({ length: rows }, (_, row) => (row >= met && row % 10 === 0 ? 1 : 0)),
      value: of(2),
      expected: of(0.1),
      propensity: of(met / rows),
      expectedTreated: of(0),
      cluster: Int32Array.from({ length: rows }, (_, row) => row),
      spread: 0.15,
    })
    expect(total).toBeCloseTo(6, 6)
    expect(standardError).toBeGreaterThan(2)
  })

  it('is nearly right with one wrong model, where the raw gap is far off', () => {
    const off = { wrongOutcome: 0, wrongPropensity: 0, gap: 0 }
    let truth = 0
    for (let seed = 1; seed <= 200; seed++) {
      const shop = drawShop(seed, false)
      truth += shop.truth
      off.wrongOutcome += lossOfTheTreated(judged(shop, { blindOutcome: true })).total - shop.truth
      off.wrongPropensity += lossOfTheTreated(judged(shop, { blindPropensity: true })).total - shop.truth
      off.gap += rawGap(shop) - shop.truth
    }
    expect(Math.abs(off.wrongOutcome)).toBeLessThan(0.03 * truth)
    expect(Math.abs(off.wrongPropensity)).toBeLessThan(0.03 * truth)
    expect(Math.abs(off.gap)).toBeGreaterThan(0.2 * truth)
  })

  it('is as uncertain as there are persons, not as there are rows', () => {
    const shop = judged(drawShop(7, true), {})
    const alone = lossOfTheTreated({ ...shop, cluster: Int32Array.from(shop.cluster.keys()) })
    const together = lossOfTheTreated(shop)
    expect(together.total).toBe(alone.total)
    expect(together.standardError).toBeGreaterThan(1.15 * alone.standardError)
  })

  it('takes only the rows it is given, and is measured in their worth', () => {
    const shop = judged(drawShop(3, false), {})
    const rows = Int32Array.from({ length: 700 }, (_, i) => 2 * i)
    const some = lossOfTheTreated({ ...shop, rows })
    const cut = <T extends Float64Array | Uint8Array | Int32Array>(values: T): T =>
      values.filter((_, row) => row % 2 === 0 && row < 1400) as T
    const same = lossOfTheTreated({
      treated: cut(shop.treated),
      outcome: cut(shop.outcome),
      value: cut(shop.value),
      expected: cut(shop.expected),
      propensity: cut(shop.propensity),
      cluster: cut(shop.cluster),
      expectedTreated: cut(shop.expectedTreated),
    })
    expect(some).toEqual(same)
    const dearer = lossOfTheTreated({ ...shop, rows, value: shop.value.map((worth) => 100 * worth) })
    expect(dearer.total).toBeCloseTo(100 * some.total, 6)
    expect(dearer.standardError).toBeCloseTo(100 * some.standardError, 6)
  })

  it('says what it cannot know, is never NaN, and refuses what makes no sense', () => {
    const shop = judged(drawShop(3, false), {})
    const all = [...shop.treated.keys()]
    const none = all.filter((row) => !shop.treated[row])
    const met = all.filter((row) => shop.treated[row])
    const of = (rows: readonly number[]) => lossOfTheTreated({ ...shop, rows: Int32Array.from(rows) })
    expect(of([])).toEqual({ total: 0, standardError: 0, treated: 0, controls: 0, effectiveControls: 0 })
    expect(of(none)).toMatchObject({ total: 0, standardError: 0, treated: 0 })
    expect(of(met)).toMatchObject({
      standardError: Number.POSITIVE_INFINITY,
      controls: 0,
      effectiveControls: 0,
    })
    expect(of([...met.slice(0, 1), ...none]).standardError).toBe(Number.POSITIVE_INFINITY)
    expect(of([...met, ...none.slice(0, 1)]).standardError).toBe(Number.POSITIVE_INFINITY)
    for (const chance of [0, 1]) {
      const sure = lossOfTheTreated({ ...shop, propensity: new Float64Array(ROWS).fill(chance) })
      expect(Number.isFinite(sure.total)).toBe(true)
      expect(sure.standardError).not.toBeNaN()
    }
    const broken = new Float64Array(ROWS).fill(Number.NaN)
    for (const key of ['value', 'expected', 'propensity', 'expectedTreated'] as const) {
      expect(() => lossOfTheTreated({ ...shop, [key]: broken })).toThrow('Row 0')
    }
    expect(() => lossOfTheTreated({ ...shop, cluster: new Int32Array(ROWS).fill(-1) })).toThrow('Row 0')
    expect(() => of([ROWS])).toThrow(RangeError)
  })
})

interface Shop {
  readonly design: Design
  readonly treated: Uint8Array
  readonly outcome: Uint8Array
  readonly value: Float64Array
  readonly cluster: Int32Array
  readonly truth: number
}

const ROWS = 1500
const DEVICE = [-0.6, 0, 0.5, 0.9]
const CHANNEL = [0.4, -0.5, 0, 0.3, -0.2]

/** In log-odds: how often it is met, how far that depends on who comes, and what it harms, more or less at dear prices. */
interface Ways {
  readonly often?: number
  readonly pull?: number
  readonly harm?: number
  readonly priceSpread?: number
  readonly harmByPrice?: number
}

/** Who meets it depends on device, channel and taste, which also drive buying; a person who comes again tends to do alike. */
function drawShop(seed: number, repeated: boolean, ways: Ways = {}): Shop {
  const { often = -1.6, pull: pulled = 1, harm = -0.7, priceSpread = 0, harmByPrice = 0 } = ways
  const random = chanceOf(seed)
  const devices = new Uint8Array(ROWS)
  const channels = new Uint8Array(ROWS)
  const taste = new Float64Array(ROWS)
  const treated = new Uint8Array(ROWS)
  const outcome = new Uint8Array(ROWS)
  const value = new Float64Array(ROWS)
  const cluster = new Int32Array(ROWS)
  let truth = 0
  for (let row = 0, person = 0; row < ROWS; person++) {
    const visits = repeated ? 1 + Math.floor(random() * 4) : 1
    const device = Math.floor(random() * 4)
    const channel = Math.floor(random() * 5)
    const ownTaste = normalQuantile(random())
    const pull = (DEVICE[device] ?? 0) + (CHANNEL[channel] ?? 0)
    const met = random() < logistic(often + pulled * (pull + 0.5 * ownTaste))
    const mood = random()
    for (let visit = 0; visit < visits && row < ROWS; visit++, row++) {
      const buys = logistic(-0.2 - 1.2 * pull + 0.6 * ownTaste)
      const price = priceSpread > 0 ? normalQuantile(random()) : 0
      const buysAfter = logistic(-0.2 + harm - 1.2 * pull + 0.6 * ownTaste + price * harmByPrice)
      const worth = Math.exp(0.4 * ownTaste + price * priceSpread)
      devices[row] = device
      channels[row] = channel
      taste[row] = ownTaste
      treated[row] = met ? 1 : 0
      value[row] = worth
      cluster[row] = person
      outcome[row] = (random() < 0.7 ? mood : random()) < (met ? buysAfter : buys) ? 1 : 0
      if (met) truth += worth * (buys - buysAfter)
    }
  }
  const factors = [
    { codes: devices, levels: 4 },
    { codes: channels, levels: 5 },
  ]
  return { design: { factors, numbers: [taste] }, treated, outcome, value, cluster, truth }
}

/** What a session that did not meet it brought more, times those that did. */
function rawGap({ treated, outcome, value }: Shop): number {
  const brought = [0, 0]
  const rows = [0, 0]
  for (const [row, side] of treated.entries()) {
    brought[side] = (brought[side] ?? 0) + (value[row] ?? 0) * (outcome[row] ?? 0)
    rows[side] = (rows[side] ?? 0) + 1
  }
  const [without = 0, met = 0] = brought
  const [others = 1, those = 1] = rows
  return those * (without / others - met / those)
}

/** The input with models of our own fitted to it; a blind one knows nothing of a row. */
function judged(
  shop: Shop,
  how: { blindOutcome?: boolean; blindPropensity?: boolean },
): Required<Omit<TreatedEffectInput, 'rows'>> {
  const { design, treated, outcome, value, cluster } = shop
  const blind: Design = { factors: [], numbers: [] }
  const fitted = (known: Design, of: Uint8Array, side?: 0 | 1): Float64Array => {
    const rows = Int32Array.from(treated.keys()).filter((row) => side === undefined || treated[row] === side)
    const model = logisticRegression(known, of, { ridge: 0.1, rows })
    return Float64Array.from(treated, (_, row) => logistic(linearPredictor(model, known, row)))
  }
  const expected = fitted(how.blindOutcome ? blind : design, outcome, 0)
  const propensity = fitted(how.blindPropensity ? blind : design, treated)
  const offset = expected.map((share) => Math.log(share / (1 - share)))
  const rows = Int32Array.from(treated.keys()).filter((row) => treated[row] === 1)
  const { intercept } = logisticRegression(blind, outcome, { ridge: 0, rows, offset })
  const expectedTreated = offset.map((logOdds) => logistic(logOdds + intercept))
  const spread = Number.POSITIVE_INFINITY
  return { treated, outcome, value, cluster, expected, propensity, expectedTreated, spread }
}

/** Seeded chance, even between 0 and 1 (Marsaglia 2003, xorshift with 13, 17 and 5). */
function chanceOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1)
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) - 0.5) / 2 ** 32
  }
  for (let round = 0; round < 8; round++) next()
  return next
}
