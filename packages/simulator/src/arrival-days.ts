import { DAY, startOfDay } from './calendar.ts'
import { exponential } from './exact-math.ts'
import { personKey } from './person.ts'
import { uniform } from './random.ts'
import { dayWeight } from './seasons.ts'
import type { World } from './world.ts'

/**
 * On which day each person first comes: a function of the seed and their index, however many others there are.
 * Four bytes a person, sorted by counting.
 */
export class ArrivalDays {
  readonly #days: readonly number[]
  readonly #people: Uint32Array
  /** Where each day begins in the list of people; one more at the end. */
  readonly #starts: Uint32Array

  constructor(world: World, people: number) {
    this.#days = daysOf(world)
    const sums = sumsOfWeights(this.#days, world)
    this.#people = new Uint32Array(people)
    this.#starts = new Uint32Array(this.#days.length + 1)
    for (let index = 0; index < people; index++) {
      const next = placeOfPerson(index, sums, world) + 1
      this.#starts[next] = (this.#starts[next] ?? 0) + 1
    }
    for (let place = 1; place < this.#starts.length; place++) {
      this.#starts[place] = (this.#starts[place] ?? 0) + (this.#starts[place - 1] ?? 0)
    }
    const free = this.#starts.slice()
    for (let index = 0; index < people; index++) {
      const place = placeOfPerson(index, sums, world)
      const slot = free[place] ?? 0
      this.#people[slot] = index
      free[place] = slot + 1
    }
  }

  /** Each day's midnight in UTC, with the people who come for the first time on it. */
  *[Symbol.iterator](): Generator<readonly [day: number, people: Uint32Array], void, undefined> {
    for (const [place, day] of this.#days.entries()) {
      yield [day, this.#people.subarray(this.#starts[place], this.#starts[place + 1])]
    }
  }
}

function daysOf(world: World): readonly number[] {
  const days: number[] = []
  for (let day = startOfDay(world.from); day < world.to; day += DAY) days.push(day)
  return days
}

/** Running sums of the days' weights; a day that lies in the period only in part weighs in part. */
function sumsOfWeights(days: readonly number[], world: World): Float64Array {
  const { openingDays, openingSurplus } = world.model.seasons
  let sum = 0
  return Float64Array.from(days, (day) => {
    const open = Math.min(day + DAY, world.to) - Math.max(day, world.from)
    const surplus = openingSurplus * exponential((world.from - day) / DAY / openingDays)
    sum += (dayWeight(day, world) * (1 + surplus) * open) / DAY
    return sum
  })
}

function placeOfPerson(index: number, sums: Float64Array, world: World): number {
  const wanted = uniform(personKey(world.key, index), 'arrival day') * (sums[sums.length - 1] ?? 0)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low
}
