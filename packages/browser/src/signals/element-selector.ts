/** Deeper paths than this break with every change of the page. */
const LONGEST_PATH = 5
/** Words of a person, with a number of two digits at most; the rest was made by a tool, and changes with each build. */
const WRITTEN = /^[a-z][a-z_-]*\d{0,2}$/i
/** Made by tools too; or true only of a moment, such as `active`. */
const PASSING =
  /^(css|sc|jsx?|radix|headlessui|mui|is|has)-|__\w*[A-Z]|([A-Z][a-z]){2}[A-Z]|[^aeiouy_-]{6}|(active|open|hover|focus|selected|checked|disabled|visible|hidden|show|error|invalid|touched)$/

/** Whether a class or an id is another one after the next build, render or click. */
export const isPassing = (name: string): boolean => !WRITTEN.test(name) || PASSING.test(name)

/**
 * A selector by which the same element is found again in other visits and after other releases: a test id or an id
 * that a person wrote, else a short path to the nearest ancestor that has one. Inside a shadow tree the host's own
 * selector stands before ` >>> `.
 */
export function elementSelector(element: Element): string {
  const steps: string[] = []
  for (let at: Element | null = element; at && steps.length < LONGEST_PATH; at = at.parentElement) {
    const anchor = anchorOf(at)
    steps.unshift(anchor || stepOf(at))
    if (anchor || at.localName === 'body') break
  }
  const { host } = element.getRootNode() as ShadowRoot
  return (host ? `${elementSelector(host)} >>> ` : '') + steps.join(' > ')
}

/** The name of a field or form: what its author called it, else how it is found. */
export const givenName = (element: Element): string =>
  ['name', 'id'].map((name) => written(element, name)).find(Boolean) || elementSelector(element)

function anchorOf(element: Element): string {
  for (const name of ['data-testid', 'data-test']) {
    const value = element.getAttribute(name)
    if (value) return `[${name}=${JSON.stringify(value)}]`
  }
  const id = written(element, 'id')
  return id && `#${id}`
}

function stepOf(element: Element): string {
  const { localName, parentElement } = element
  const name = written(element, 'name')
  const classes = (element.getAttribute('class') ?? '').split(/\s+/).filter((word) => !isPassing(word))
  const siblings = [...(parentElement?.children ?? [])].filter((sibling) => sibling.localName === localName)
  return [
    localName,
    name && `[name=${name}]`,
    ...classes.slice(0, 2).map((word) => `.${word}`),
    siblings[1] && `:nth-of-type(${siblings.indexOf(element) + 1})`,
  ]
    .filter(Boolean)
    .join('')
}

/** Never by property: a form's fields named `id` or `name` stand in front of its own. */
function written(element: Element, name: string): string {
  const value = element.getAttribute(name)
  return value && !isPassing(value) ? value : ''
}
