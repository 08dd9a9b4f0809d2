/** A list with one item put in another's place. */
export function replaced<Item>(items: readonly Item[], at: number, item: Item): Item[] {
  return items.map((old, index) => (index === at ? item : old))
}

/** A list without the item at a place. */
export function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, index) => index !== at)
}

/** A list with the item at one place moved to another; places beyond the ends leave it as it is. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  return without(items, from).toSpliced(to, 0, item)
}
