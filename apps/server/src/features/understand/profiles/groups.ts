/** Sets of keys that grow together (union-find). A key that nothing joined is a set of its own. */
export class Groups {
  readonly #parents = new Map<string, string>()
  readonly #members = new Map<string, string[]>()

  /** A key that stands for the set; it changes as sets join. */
  of(key: string): string {
    let top = key
    for (let parent = this.#parents.get(top); parent !== undefined; parent = this.#parents.get(top))
      top = parent
    for (let at = key; at !== top; ) {
      const next = this.#parents.get(at) ?? top
      this.#parents.set(at, top)
      at = next
    }
    return top
  }

  join(a: string, b: string): void {
    const [first, second] = [this.of(a), this.of(b)]
    if (first === second) return
    const [larger, smaller] =
      this.members(first).length >= this.members(second).length ? [first, second] : [second, first]
    this.#members.set(larger, [...this.members(larger), ...this.members(smaller)])
    this.#members.delete(smaller)
    this.#parents.set(smaller, larger)
  }

  /** The keys of the set that `of` answered. */
  members(group: string): readonly string[] {
    return this.#members.get(group) ?? [group]
  }
}
