import type { serializedNodeWithId } from '@rrweb/types'

/** What rrweb needs to write a node; all but this is its own business. */
export interface WritingOptions {
  readonly doc: Document
  /** An ancestor's text is masked; undefined makes rrweb look. */
  readonly needsMask?: boolean | undefined
  readonly cssCaptured?: boolean
  readonly preserveWhiteSpace?: boolean | undefined
}

/** A node that is not recorded yet. Its parent is, or waits before it. */
export interface WaitingNode {
  readonly node: Node
  readonly parent: Node
  readonly options: WritingOptions
}

/** What rrweb's buffer of changes knows of nodes that are about to be written. */
interface ChangeBuffer {
  readonly doc: Document
  readonly mirror: { hasNode(node: Node): boolean }
  readonly addedSet: ReadonlySet<Node>
}

/**
 * Milliseconds that the writing of one go may take; looking through it and making JSON of it takes about as long again.
 * What stands in a single node, such as a style sheet, is not parted.
 */
const GO_MS = 8
/** Nodes that a script adds at once and that are written at once: about as long. */
const ADDED_AT_ONCE = 300

/**
 * Where rrweb asks whether a node may wait (see `rrweb-in-slices.ts`). Each go begins with the first question of a task.
 * What waits is unknown to rrweb, so that it ignores all changes to it; written later, it is as it is then.
 */
export const slicing = {
  /** rrweb's own writing of a node with all below it that may not wait; null where it leaves the node out. */
  serialise: undefined as ((node: Node, options: WritingOptions) => serializedNodeWithId | null) | undefined,

  /** In the order of the page. */
  waiting: [] as WaitingNode[],
  /** Called when something begins to wait. */
  onWaiting: () => {},

  mayWait(node: Node, options: WritingOptions): boolean {
    if (!optionsOf.has(options.doc)) optionsOf.set(options.doc, options)
    begin()
    if (performance.now() < endsAt) return false
    return wait(node, options)
  },

  addedMayWait(node: Node, buffer: ChangeBuffer): boolean {
    begin()
    if (added++ < ADDED_AT_ONCE) return false
    const known = optionsOf.get(buffer.doc)
    // What has moved is known: rrweb takes it away and must put it back itself.
    if (!known || buffer.mirror.hasNode(node) || buffer.addedSet.has(node)) return false
    return wait(node, { ...known, needsMask: undefined, cssCaptured: false, preserveWhiteSpace: true })
  },
}

let optionsOf = new WeakMap<Document, WritingOptions>()
let endsAt = 0
let added = 0

/** The budget of a go, once in a task. */
function begin(): void {
  if (endsAt) return
  endsAt = performance.now() + GO_MS
  added = 0
  queueMicrotask(() => {
    endsAt = 0
  })
}

function wait(node: Node, options: WritingOptions): boolean {
  const parent = node.parentNode
  // In a shadow tree the parent that is recorded is another: it is written at once.
  if (!parent || parent.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return false
  slicing.waiting.push({ node, parent, options })
  if (slicing.waiting.length === 1) slicing.onWaiting()
  return true
}

/** Forgets what waits, as before a new snapshot. */
export function forgetWaiting(): void {
  slicing.waiting = []
  optionsOf = new WeakMap()
}
