/** A level of the tree of paths with more branches than this is told by a star. */
const MOST_BRANCHES = 12
/** Directly below the root stand a site's own pages, and those are many. */
const MOST_BRANCHES_OF_ROOT = 40

interface Branch {
  readonly children: Map<string, Branch>
  views: number
  /** Products shown on it and below. */
  products: number
}

const branch = (): Branch => ({ children: new Map(), views: 0, products: 0 })

/**
 * Page patterns out of the paths that were seen: where a part of the path takes many values (products, articles, ids),
 * it becomes a star. Gives the pattern of each path.
 *
 * @param views views by path
 * @param products by path, how often a product was shown there: such pages are of one kind, and a site's own pages beside
 * them keep their names
 * @example pathPatterns(new Map([['/p/1', 5], …, ['/p/40', 3], ['/cart', 9]]))('/p/7') // '/p/*'
 */
export function pathPatterns(
  views: ReadonlyMap<string, number>,
  products: ReadonlyMap<string, number> = new Map(),
): (path: string) => string {
  const root = branch()
  for (const [path, count] of views) {
    const shown = products.get(path) ?? 0
    let at = root
    for (const part of partsOf(path)) {
      at = childOf(at, part)
      at.views += count
      at.products += shown
    }
  }
  collapse(root, MOST_BRANCHES_OF_ROOT)
  return (path) => {
    const told: string[] = []
    let at: Branch | undefined = root
    for (const part of partsOf(path)) {
      const next: Branch | undefined = at?.children.get(part)
      if (next) told.push(part)
      else told.push(at?.children.has('*') ? '*' : part)
      at = next ?? at?.children.get('*')
    }
    return `/${told.join('/')}`
  }
}

/** A product's page shows it nearly each time it is opened; a list shows some on the way. */
const isProduct = ({ views, products }: Branch): boolean => products >= views / 2 && products > 0

/** A page that is looked at far more often than its siblings keeps its name: `/cart` beside `/blue-shoe`, `/red-shoe` … */
function collapse(node: Branch, most = MOST_BRANCHES): void {
  if (node.children.size > most) {
    const children = [...node.children].sort(([, a], [, b]) => b.views - a.views)
    const total = children.reduce((sum, [, { views }]) => sum + views, 0)
    const others = children.filter(([, child]) => !isProduct(child))
    const areFew = others.length < children.length && others.length <= most
    const star = branch()
    for (const [part, child] of children) {
      const isFrequent = child.views > total / MOST_BRANCHES && child.views > 3 * (total / children.length)
      if (!isProduct(child) && (areFew || isFrequent)) continue
      node.children.delete(part)
      merge(star, child)
    }
    if (star.views > 0) node.children.set('*', star)
  }
  for (const child of node.children.values()) collapse(child)
}

function merge(into: Branch, other: Branch): void {
  into.views += other.views
  into.products += other.products
  for (const [part, child] of other.children) {
    merge(childOf(into, part), child)
  }
}

function childOf(node: Branch, part: string): Branch {
  const known = node.children.get(part)
  if (known) return known
  const made = branch()
  node.children.set(part, made)
  return made
}

/** A path of more parts than this is cut there. */
const MOST_PARTS = 30

const partsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((part) => part !== '')
    .slice(0, MOST_PARTS)
