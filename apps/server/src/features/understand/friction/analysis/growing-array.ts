type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

const ROOM = 1024

/** A typed array that grows as values are pushed; `done` gives them without the room that is left. */
export class GrowingArray<A extends Numbers> {
  #values: A
  #kept = 0
  /** Those pushed last. Of one kind in all arrays: an assignment that meets many kinds is slow. */
  readonly #last = new Float64Array(ROOM)
  #lastLength = 0
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A) {
    this.#make = make
    this.#values = make(ROOM)
  }

  get length(): number {
    return this.#kept + this.#lastLength
  }

  push(value: number): void {
    if (this.#lastLength === ROOM) this.#keep()
    this.#last[this.#lastLength++] = value
  }

  done(): A {
    this.#keep()
    return this.#values.slice(0, this.#kept) as A
  }

  #keep(): void {
    if (this.length > this.#values.length) {
      const larger = this.#make(2 * this.#values.length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values.set(this.#last.subarray(0, this.#lastLength), this.#kept)
    this.#kept += this.#lastLength
    this.#lastLength = 0
  }
}
