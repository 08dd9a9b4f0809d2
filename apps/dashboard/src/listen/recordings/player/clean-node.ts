import { cleanAttributes } from './clean-attributes.ts'
import type { Noticed } from './noticed.ts'

/** rrweb's kinds of nodes. */
const kinds = { document: 0, doctype: 1, element: 2, text: 3, cdata: 4, comment: 5 } as const

/** A parser nests 512 deep; what is far beyond was made by hand, to exhaust whoever walks it. */
const deepest = 1_500

/** A node as rrweb takes it. */
export type CleanNode = Readonly<Record<string, unknown>>

/** Elements that may carry a shadow root, besides custom ones; the browser refuses it to all others. */
const shadowHosts =
  /^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span|[a-z][a-z0-9._]*-[a-z0-9._-]*)$/

/** Names with a hyphen that belong to SVG and MathML: to define one as a custom element throws. */
const reservedNames = /^(annotation-xml|color-profile|font-face(-src|-uri|-format|-name)?|missing-glyph)$/

/** Elements that load or run something of their own, and what harmless stands in their place. */
const replacedTags: Readonly<Record<string, string>> = {
  script: 'noscript',
  base: 'noscript',
  object: 'div',
  embed: 'div',
  applet: 'div',
  portal: 'div',
  fencedframe: 'div',
  frame: 'iframe',
}

/**
 * A recorded node with only what rrweb needs to draw it; undefined where it is none. A recording is what a stranger's
 * browser sent: what could run, load a frame or make the browser throw in the middle of a rebuild is left out, so that
 * the sandbox around it is the second wall and not the only one.
 */
export function cleanNode(node: unknown, noticed: Noticed, depth = 0): CleanNode | undefined {
  if (!isRecord(node) || !isId(node.id) || depth > deepest) return undefined
  const shared = {
    id: node.id,
    ...(isId(node.rootId) && { rootId: node.rootId }),
    ...(node.isShadow === true && { isShadow: true }),
  }
  switch (node.type) {
    case kinds.document:
      return {
        ...shared,
        type: kinds.document,
        ...(node.compatMode === 'BackCompat' && { compatMode: 'BackCompat' }),
        childNodes: childrenOfDocument(cleanChildren(node.childNodes, noticed, depth, true)),
      }
    case kinds.doctype:
      return {
        ...shared,
        type: kinds.doctype,
        name: 'html',
        publicId: text(node.publicId),
        systemId: text(node.systemId),
      }
    case kinds.element:
      return { ...shared, ...cleanElement(node, noticed, depth) }
    case kinds.text:
    case kinds.cdata: {
      // A document of HTML can make no CDATA section, and throws when it is asked to.
      const isStyle = node.isStyle === true
      return { ...shared, type: kinds.text, textContent: text(node.textContent), ...(isStyle && { isStyle }) }
    }
    case kinds.comment:
      return { ...shared, type: kinds.comment, textContent: '' }
    default:
      return undefined
  }
}

function cleanElement(node: Record<string, unknown>, noticed: Noticed, depth: number): CleanNode {
  const given = typeof node.tagName === 'string' ? node.tagName : ''
  const named = /^[a-z][\w.:-]*$/i.test(given) ? given : 'span'
  const tagName = replacedTags[named.toLowerCase()] ?? named
  const custom = /^[a-z][a-z0-9._]*-[a-z0-9._-]*$/.test(tagName) && !reservedNames.test(tagName)
  const isSVG = node.isSVG === true && tagName === named
  return {
    type: kinds.element,
    tagName,
    attributes: tagName === named ? cleanAttributes(tagName, node.attributes, noticed) : {},
    childNodes:
      tagName === named || tagName === 'div' ? cleanChildren(node.childNodes, noticed, depth, false) : [],
    ...(isSVG && { isSVG }),
    ...(node.needBlock === true && { needBlock: true }),
    ...(node.isCustom === true && custom && { isCustom: true }),
    ...(node.isShadowHost === true && !isSVG && shadowHosts.test(tagName) && { isShadowHost: true }),
  }
}

function cleanChildren(children: unknown, noticed: Noticed, depth: number, ofDocument: boolean): CleanNode[] {
  if (!Array.isArray(children)) return []
  const kept: CleanNode[] = []
  for (const child of children) {
    const clean = cleanNode(child, noticed, depth + 1)
    // A document inside, or a doctype anywhere but on top, throws when it is appended.
    if (!clean || clean.type === kinds.document || (clean.type === kinds.doctype && !ofDocument)) continue
    kept.push(clean)
  }
  return kept
}

/** A document takes one doctype, one element, and no text; rrweb reads its first child without looking. */
function childrenOfDocument(children: readonly CleanNode[]): CleanNode[] {
  const doctype = children.find(({ type }) => type === kinds.doctype)
  const element = children.find(({ type }) => type === kinds.element)
  return [doctype, element].filter((child) => child !== undefined)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Ids that rrweb gives are whole numbers; it keeps a table by them. */
export function isId(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
