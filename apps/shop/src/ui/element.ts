export type Child = Node | string | number | false | null | undefined | readonly Child[]

/** Attributes by name; one whose name begins with `on` is a listener, `false` and undefined leave it out. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>

/**
 * Makes an element. Text is always text: nothing in it becomes markup.
 *
 * @example element('a', { href: '/shop/cart' }, 'Cart')
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...flat(children))
  return made
}

function flat(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return []
    if (child instanceof Node) return [child]
    return typeof child === 'object' ? flat(child) : [String(child)]
  })
}
