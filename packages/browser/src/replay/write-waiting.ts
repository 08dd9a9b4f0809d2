import { record } from '@rrweb/record'
import type {
  addedNodeMutation,
  eventWithTime,
  serializedElementNodeWithId,
  serializedNodeWithId,
} from '@rrweb/types'
import type { Host } from '../host.ts'
import { forgetWaiting, slicing } from './slicing.ts'

const { mirror } = record

/** A busy page has no idle moment; after so long a go is made nevertheless. */
const LATEST_MS = 300
const CHANGE = 3
const NODES = 0
const SCROLL = 3

/**
 * Writes the nodes that a snapshot left waiting, a go at a time, as if the page had just added them. The recording is
 * right after each: a player sees the page fill within its first second.
 *
 * @param emit takes rrweb's events, those of the snapshot included
 * @returns ends it
 */
export function writeWaiting(host: Host, emit: (event: eventWithTime) => void): () => void {
  const { window } = host
  let isAsked = false

  const ask = () => {
    if (isAsked) return
    isAsked = true
    if (typeof window.requestIdleCallback === 'function')
      window.requestIdleCallback(go, { timeout: LATEST_MS })
    else window.setTimeout(go, 20)
  }
  const go = host.safe(() => {
    isAsked = false
    const adds = writeSome()
    if (adds.length > 0) emit(changed({ source: NODES, texts: [], attributes: [], removes: [], adds }))
    for (const { node } of adds) {
      const { rr_scrollLeft: x = 0, rr_scrollTop: y = 0 } =
        (node as serializedElementNodeWithId).attributes ?? {}
      // A player looks at these only in a snapshot.
      if (x || y) emit(changed({ source: SCROLL, id: node.id, x: Number(x), y: Number(y) }))
    }
    if (slicing.waiting.length > 0) ask()
  })

  slicing.onWaiting = ask
  return () => {
    slicing.onWaiting = () => {}
    forgetWaiting()
  }
}

const changed = (data: object): eventWithTime =>
  ({ type: CHANGE, data, timestamp: Date.now() }) as eventWithTime

/** As many nodes as one go writes; each before those below it. */
function writeSome(): addedNodeMutation[] {
  const adds: addedNodeMutation[] = []
  const waiting = slicing.waiting
  let before: Node | null = null
  let nextId: number | null = null
  slicing.waiting = []
  let at = 0
  // Once something waits again, the go is over.
  while (at < waiting.length && slicing.waiting.length === 0) {
    const { node, parent, options } = waiting[at++] as (typeof waiting)[number]
    const parentId = knownId(parent)
    // It has been recorded with a change, or its place is gone.
    if (parentId < 0 || node.parentNode !== parent || knownId(node) !== UNKNOWN) continue
    // Those that follow each other stand before the same one that is known.
    if (!before || before !== node.previousSibling) nextId = nextKnownId(node)
    before = node
    const written = slicing.mayWait(node, options) ? null : slicing.serialise?.(node, options)
    if (written) flatten(written, parentId, nextId, adds)
  }
  slicing.waiting.push(...waiting.slice(at))
  return adds
}

const UNKNOWN = -1

/** -1 where a node is not recorded, or no longer; -2 where rrweb leaves it out. */
function knownId(node: Node): number {
  const id = mirror.getId(node)
  return id > 0 && mirror.getNode(id) !== node ? UNKNOWN : id
}

function nextKnownId(node: Node): number | null {
  for (let next = node.nextSibling; next; next = next.nextSibling) {
    const id = knownId(next)
    if (id > 0) return id
  }
  return null
}

/** A player builds each added node without those below it, so these are added one by one. */
function flatten(
  node: serializedNodeWithId,
  parentId: number,
  nextId: number | null,
  adds: addedNodeMutation[],
): void {
  const children = 'childNodes' in node ? node.childNodes : []
  adds.push({ parentId, nextId, node: 'childNodes' in node ? { ...node, childNodes: [] } : node })
  for (const child of children) flatten(child, node.id, null, adds)
}
