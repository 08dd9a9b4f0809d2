/** Where an element stands on the page, in px from its top left corner. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** An element that was hit: its selector, and where on the page it usually was. */
export interface Placed {
  readonly element: string
  readonly x: number | null
  readonly y: number | null
}

/**
 * The boxes of elements on a rebuilt page, by selector. Of several that fit the one nearest to where it usually was;
 * what is not there, or has no extent, is left out.
 */
export function boxesOf(page: Document, elements: readonly Placed[], width: number): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const placed of elements) {
    const found = allOf(page, placed.element)
      .map(boxOf)
      .filter((box) => box.width >= 2 && box.height >= 2)
    const usual = placed.x === null || placed.y === null ? null : { x: placed.x * width, y: placed.y }
    const [nearest] = usual
      ? found.sort((a, b) => distance(a, usual) - distance(b, usual))
      : found.sort((a, b) => b.width * b.height - a.width * a.height)
    if (nearest) boxes.set(placed.element, nearest)
  }
  return boxes
}

/** Where there is no picture of the page: a small box around where each element usually was. */
export function spotsOf(elements: readonly Placed[], width: number): Map<string, Box> {
  const size = 24
  return new Map(
    elements.flatMap(({ element, x, y }) =>
      x === null || y === null
        ? []
        : [[element, { left: x * width - size / 2, top: y - size / 2, width: size, height: size }] as const],
    ),
  )
}

/** Inside a shadow tree the host's selector stands before ` >>> `. */
function allOf(page: Document, selector: string): Element[] {
  const steps = selector.split(' >>> ')
  try {
    let found: Element[] = [...page.querySelectorAll(steps[0] ?? '')]
    for (const step of steps.slice(1))
      found = found.flatMap(({ shadowRoot }) => (shadowRoot ? [...shadowRoot.querySelectorAll(step)] : []))
    return found
  } catch {
    // A name from outside need not be a selector.
    return []
  }
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  const view = element.ownerDocument.defaultView
  return { left: left + (view?.scrollX ?? 0), top: top + (view?.scrollY ?? 0), width, height }
}

/** From the middle of a box; 0 where the point lies within. */
function distance({ left, top, width, height }: Box, { x, y }: { x: number; y: number }): number {
  const outside = Math.max(left - x, x - left - width, 0) ** 2 + Math.max(top - y, y - top - height, 0) ** 2
  return outside === 0 ? 0 : outside + 1
}
