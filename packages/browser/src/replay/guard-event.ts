import { record } from '@rrweb/record'
import type {
  eventWithTime,
  inputData,
  metaEvent,
  mutationData,
  serializedElementNodeWithId,
  serializedNodeWithId,
} from '@rrweb/types'
import type { Masking } from './masking.ts'
import { withoutQueryValues } from './query-values.ts'

const { mirror } = record

const FULL_SNAPSHOT = 2
const CHANGE = 3
const META = 4
const CUSTOM = 5
const NODES = 0
const INPUT = 5
const ELEMENT = 2
const TEXT = 3

/** What the page looks like, and where things come from: visitors type none of this, and it may be long. */
const OF_THE_SITE = /^(class|style|id|d|_cssText|rr_.*|viewBox|points|transform|fill|for|type|rel|role)$/

/**
 * Looks through all that rrweb gives before it is kept. rrweb masks what it knows to be a field's content; beside that, a
 * page has places where what was typed shows up again, such as an attribute that holds a field's first content, and
 * addresses with queries.
 */
export function guardEvent(event: eventWithTime, masking: Masking): void {
  if (event.type === META) {
    const { data } = event as metaEvent
    data.href = withoutQueryValues(data.href)
  } else if (event.type === FULL_SNAPSHOT) guardNode(event.data.node, undefined, masking)
  else if (event.type === CUSTOM) guardLine(event.data.payload, masking)
  else if (event.type === CHANGE && event.data.source === NODES) guardChanges(event.data, masking)
  else if (event.type === CHANGE && event.data.source === INPUT) guardInput(event.data, masking)
}

/** A line of the console may name what was typed, and so may the address of a request. */
function guardLine(payload: unknown, masking: Masking): void {
  const line = payload as Record<string, unknown>
  for (const name of ['message', 'url'])
    if (typeof line[name] === 'string') line[name] = masking.elsewhere(line[name])
}

function guardNode(node: serializedNodeWithId, parentTag: string | undefined, masking: Masking): void {
  if (node.type === TEXT) {
    node.textContent =
      parentTag === 'textarea'
        ? masking.text(node.textContent, null)
        : parentTag === 'style'
          ? node.textContent
          : masking.elsewhere(node.textContent)
    return
  }
  if (node.type === ELEMENT) guardAttributes(node.tagName, node.id, node.attributes, masking)
  if ('childNodes' in node)
    for (const child of node.childNodes)
      guardNode(child, (node as serializedElementNodeWithId).tagName, masking)
}

function guardChanges(changes: mutationData, masking: Masking): void {
  const isBlocked = (id: number): boolean => {
    // The box itself is shown, and may change its size; what is in it is not, in shadow trees neither.
    for (let node: Node | null | undefined = mirror.getNode(id)?.parentNode; node; node = outerOf(node))
      if ((node as Element).matches?.(masking.blocked)) return true
    return false
  }
  const outerOf = (node: Node): Node | null => node.parentNode ?? (node as ShadowRoot).host
  const tagOf = (id: number): string => mirror.getNode(id)?.nodeName.toLowerCase() ?? ''

  changes.adds = changes.adds.filter(({ node }) => !isBlocked(node.id))
  changes.texts = changes.texts.filter(({ id }) => !isBlocked(id))
  changes.attributes = changes.attributes.filter(({ id }) => !isBlocked(id))
  for (const { node, parentId } of changes.adds) guardNode(node, tagOf(parentId), masking)
  for (const change of changes.texts) {
    const parent = mirror.getNode(change.id)?.parentElement
    if (change.value === null || parent?.tagName === 'STYLE') continue
    change.value =
      parent?.tagName === 'TEXTAREA' ? masking.text(change.value, parent) : masking.elsewhere(change.value)
  }
  for (const { id, attributes } of changes.attributes) guardAttributes(tagOf(id), id, attributes, masking)
}

function guardAttributes(
  tag: string,
  id: number,
  attributes: { [name: string]: unknown },
  masking: Masking,
): void {
  const isField = tag === 'input' || tag === 'textarea' || tag === 'select'
  const element = isField ? (mirror.getNode(id) as Element | null) : null
  if (element) masking.notice(element)
  // Links and pictures that a visitor puts into a text are typed as well.
  const isTyped = !isField && (mirror.getNode(id) as Element | null)?.parentElement?.closest(masking.masked)
  for (const name in attributes) {
    const value = attributes[name]
    if (typeof value !== 'string' || value === '') continue
    const isAddress = /^(href|action|src|srcset)$/.test(name)
    if (name === 'value' && isField) attributes[name] = masking.field(value, element)
    // The frame is recorded itself; this would be all of it a second time, as text.
    else if (name === 'srcdoc' || (isAddress && (isTyped || masking.isOwnPicture(value))))
      attributes[name] = ''
    else if (isAddress)
      attributes[name] = masking.elsewhere(/^(a|area|form)$/.test(tag) ? withoutQueryValues(value) : value)
    else if (!OF_THE_SITE.test(name))
      attributes[name] = isTyped ? masking.text(value, null) : masking.elsewhere(value)
  }
}

function guardInput(change: inputData, masking: Masking): void {
  const element = mirror.getNode(change.id) as Element | null
  const { type } = (element ?? {}) as HTMLInputElement
  // Of boxes rrweb tells "on" and the like, never the site's value.
  if (type !== 'checkbox' && type !== 'radio') change.text = masking.field(change.text, element)
}
