import { HOUR } from './calendar.ts'

/** Something due at a moment. `order` settles ties, so that the sequence never hangs on who was noted first. */
export interface Appointment {
  readonly at: number
  readonly order: number
}

/** What is due, kept by the hour: adding is quick, and only the hour at hand is ever sorted. */
export class Agenda<T extends Appointment> {
  readonly #hours = new Map<number, T[]>()

  add(appointment: T): void {
    const hour = Math.floor(appointment.at / HOUR)
    const known = this.#hours.get(hour)
    if (known) known.push(appointment)
    else this.#hours.set(hour, [appointment])
  }

  /** Takes what is due within the hour that begins at a moment, unsorted. */
  takeHour(start: number): readonly T[] {
    const hour = Math.floor(start / HOUR)
    const due = this.#hours.get(hour) ?? []
    this.#hours.delete(hour)
    return due
  }
}

/** A binary heap with the earliest on top. */
export class EarliestFirst<T extends { at: number; readonly order: number }> {
  readonly #items: T[] = []

  get size(): number {
    return this.#items.length
  }

  peek(): T | undefined {
    return this.#items[0]
  }

  add(item: T): void {
    const items = this.#items
    let place = items.length
    items.push(item)
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = items[above]
      if (!parent || !isEarlier(item, parent)) break
      items[place] = parent
      place = above
    }
    items[place] = item
  }

  /** Takes the earliest away. */
  take(): T | undefined {
    const top = this.#items[0]
    const last = this.#items.pop()
    if (last && this.#items.length > 0) this.#settle(last)
    return top
  }

  /** Puts the top where it belongs after its moment was moved on. */
  settleTop(): void {
    const top = this.#items[0]
    if (top) this.#settle(top)
  }

  #settle(item: T): void {
    const items = this.#items
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      let child = items[below]
      if (!child) break
      const right = items[below + 1]
      if (right && isEarlier(right, child)) {
        child = right
        below++
      }
      if (!isEarlier(child, item)) break
      items[place] = child
      place = below
    }
    items[place] = item
  }
}

function isEarlier(
  one: { at: number; readonly order: number },
  other: { at: number; readonly order: number },
) {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
