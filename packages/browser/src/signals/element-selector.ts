/** Deeper paths than this break with every change of the page. */
const LONGEST_PATH = 5

/**
 * A selector by which the same element is found again in other visits and after other releases: a test id or an id
 * that a person wrote, else a short path to the nearest ancestor that has one. Inside a shadow tree the host's own
 * selector stands before ` >>> `.
 */
export function elementSelector(element: Element): string {
  const steps: string[] = []
  for (let at: Element | null = element; at && steps.length < LONGEST_PATH; at = at.parentElement) {
    const anchor = anchorOf(at)
    if (!anchor && steps[0] && at.localName === 'body') break
    steps.unshift(anchor || stepOf(at))
    if (anchor) break
  }
  const root = element.getRootNode()
  return ('host' in root ? `${elementSelector(root.host as Element)} >>> ` : '') + steps.join(' > ')
}

/** The name of a field or form: what its author called it, else how it is found. */
export const givenName = (element: Element): string =>
  ['name', 'id'].map((name) => attribute(element, name)).find((name) => name && !looksGenerated(name)) ||
  elementSelector(element)

/**
 * Whether a class or an id was made by a tool, and so changes with the next build or render; or holds what changes as
 * the page is used.
 */
export const looksGenerated = (name: string): boolean =>
  !/^[a-z][a-z_-]*\d{0,2}$/i.test(name) ||
  /^(css|sc|jss?|jsx|emotion|svelte|astro|radix|headlessui|mui|ember|ng|mantine|chakra|is|has)[-_]?\d*(-|_|$)/i.test(
    name,
  ) ||
  /[bcdfghjklmnpqrstvwxz]{6}|[a-z][A-Z][a-z]?[A-Z]/.test(name) ||
  /__[a-z]*[A-Z]\w*$/.test(name) ||
  /(^|[-_])(active|open|opened|closed?|hover|focus(ed)?|selected|checked|disabled|loading|visible|hidden|show|error|invalid|touched|dirty)$/i.test(
    name,
  )

function anchorOf(element: Element): string {
  for (const name of ['data-testid', 'data-test']) {
    const value = attribute(element, name)
    if (value && !value.includes('"')) return `[${name}="${value}"]`
  }
  const id = attribute(element, 'id')
  return id && !looksGenerated(id) ? `#${id}` : ''
}

function stepOf(element: Element): string {
  let step = element.localName
  for (const name of ['role', 'name']) {
    const value = attribute(element, name)
    if (value && !looksGenerated(value)) step += `[${name}="${value}"]`
  }
  const classes = attribute(element, 'class').split(/\s+/)
  for (const name of classes.filter((name) => !looksGenerated(name)).slice(0, 2)) step += `.${name}`
  const siblings = [...(element.parentElement?.children ?? [])].filter(
    ({ localName }) => localName === element.localName,
  )
  return siblings[1] ? `${step}:nth-of-type(${siblings.indexOf(element) + 1})` : step
}

/** Never by property: a form's fields named `id` or `name` stand in front of its own. */
const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? ''
