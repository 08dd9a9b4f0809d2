import type { Bound, Figure, Measurement } from '../benchmark.ts'
import { median } from '../quantile.ts'
import type { JudgedFriction, Judgement } from './judge-method.ts'

/** Costs less than this: no method must find it. */
const WORTH_FINDING = 0.03
/** Told apart: a small harm to many, which is hardest to see. */
const FAINT = 'slow image'
const DAY = 86_400_000

export interface MethodOfShops {
  readonly name: string
  readonly about: string
  /** One a shop. */
  readonly planted: readonly Judgement[]
  readonly unplanted: readonly Judgement[]
  /** Whether it is held to what is asked for; the others are there to compare. */
  readonly isBound: boolean
}

/** What issue 4 asks for, over all shops. What nothing is known of (no interval where nothing was found) is left out. */
export function scoresOf({ name, about, planted, unplanted, isBound }: MethodOfShops): Measurement {
  const frictions = planted.flatMap((shop) => shop.frictions)
  const dear = frictions.filter(({ share }) => share >= WORTH_FINDING)
  const found = frictions.flatMap((friction) =>
    friction.found ? [{ ...friction, found: friction.found }] : [],
  )
  const plain = found.filter((friction) => friction.name !== FAINT)
  const dated = found.filter(({ began }) => began !== undefined)
  const all = [...planted, ...unplanted]
  const told = sum(all.map((shop) => shop.told))
  const figures: (Figure | undefined)[] = [
    shareOf('found, of those that cost 3 % or more', dear.filter(isPlain), isFound, { atLeast: 97 }),
    shareOf('the faint one found', dear.filter(isFaint), isFound, { atLeast: 80 }),
    shareOf(
      'found, of those that cost less',
      frictions.filter(({ share }) => share < WORTH_FINDING),
      isFound,
    ),
    shareOf('intervals that hold the true money, no less than', found, isHeld, { atLeast: 90 }),
    shareOf('intervals that hold the true money, no more than', found, isHeld, { atMost: 99 }),
    middleOf('half-width of intervals, without the faint one', plain.map(halfWidth), { atMost: 25 }),
    middleOf('error of the estimate', found.map(errorOf), { atMost: 10 }),
    middleOf(
      'estimate over the truth',
      found.map(({ found, money }) => found.money.estimate / money),
    ),
    told === 0
      ? undefined
      : figure(
          'told what is nothing, or another one twice',
          sum(all.map(({ wrong }) => wrong.length)) / told,
          {
            atMost: 3,
          },
        ),
    shareOf('shops without friction that report any', unplanted, (shop) => shop.told > 0, { atMost: 5 }),
    rankOf(planted),
    isBound ? shareOf('start named within a day', dated, isDated, { atLeast: 90 }) : undefined,
    { name: 'told', value: told, unit: 'findings' },
  ]
  return {
    name,
    about,
    figures: figures
      .filter((one) => one !== undefined)
      .map(({ bound, ...one }) => ({ ...one, ...(isBound && bound && { bound }) })),
  }
}

type Found = JudgedFriction & { readonly found: NonNullable<JudgedFriction['found']> }

const isFaint = ({ name }: JudgedFriction) => name === FAINT
const isPlain = (friction: JudgedFriction) => !isFaint(friction)
const isFound = ({ found }: JudgedFriction) => found !== undefined
const isHeld = ({ money, found }: Found) => found.money.low <= money && money <= found.money.high
const halfWidth = ({ found: { money } }: Found) => (money.high - money.low) / 2 / money.estimate
const errorOf = ({ money, found }: Found) => Math.abs(found.money.estimate / money - 1)
const isDated = ({ began, found }: Found) =>
  began !== undefined && found.began !== undefined && Math.abs(found.began - began) <= DAY

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const figure = (name: string, share: number, bound?: Bound): Figure => ({
  name,
  value: share * 100,
  unit: '%',
  ...(bound && { bound }),
})

function shareOf<T>(
  name: string,
  all: readonly T[],
  has: (one: T) => boolean,
  bound?: Bound,
): Figure | undefined {
  if (all.length === 0) return undefined
  return figure(
    `${name} (${all.filter(has).length}/${all.length})`,
    all.filter(has).length / all.length,
    bound,
  )
}

const middleOf = (name: string, values: readonly number[], bound?: Bound): Figure | undefined =>
  values.length === 0 ? undefined : figure(`${name}, median`, median(values), bound)

function rankOf(shops: readonly Judgement[]): Figure | undefined {
  const ranks = shops.flatMap(({ rank }) => (rank === undefined ? [] : [rank]))
  if (ranks.length === 0) return undefined
  const value = sum(ranks) / ranks.length
  return {
    name: 'rank correlation with the true costs, mean a shop',
    value,
    unit: '',
    bound: { atLeast: 0.85 },
  }
}
