import type { Noticed } from './noticed.ts'

/** Attributes that run, send, load or move something by themselves, whatever element they stand on. */
const acting = new Set([
  'action',
  'archive',
  'attributionsrc',
  'autofocus',
  'classid',
  'code',
  'codebase',
  'csp',
  'data',
  'download',
  'dynsrc',
  'formaction',
  'formtarget',
  'http-equiv',
  'is',
  'lowsrc',
  'manifest',
  'nonce',
  'ping',
  'popovertarget',
  'profile',
  'srcdoc',
  'target',
])

/** Attributes whose value is an address. */
const addresses = new Set([
  'src',
  'href',
  'xlink:href',
  'poster',
  'background',
  'cite',
  'longdesc',
  'rr_dataurl',
  // What SVG's animations set an address to.
  'to',
  'from',
  'by',
  'values',
])

/** Attributes from which the browser loads pictures, fonts and styles. */
const loading = /^(src|srcset|poster|background|style|_csstext|rr_dataurl)$/

/** The recorder writes addresses in full. */
const otherSite = /https?:\/\/([^\s/'"()?#,\\<>]+)/gi

/** rrweb's own marks that are about playing sound and film, which a replay does not. */
const media = /^rr_media/

/**
 * The attributes of an element that a replay draws by. Give no tag where it is unknown, as in a change of attributes:
 * then what is harmful on any element is left out.
 */
export function cleanAttributes(
  tag: string | undefined,
  attributes: unknown,
  noticed: Noticed,
): Readonly<Record<string, unknown>> {
  if (typeof attributes !== 'object' || attributes === null) return {}
  const name = tag?.toLowerCase()
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(attributes)) {
    const attribute = key.toLowerCase()
    if (!isHarmless(name, attribute, value, attributes)) continue
    if (attribute === 'style' && typeof value === 'object' && value !== null) {
      kept[key] = cleanStyle(value, noticed)
      continue
    }
    if (!isPlain(value)) continue
    if (typeof value === 'string' && loads(name, attribute)) notice(value, noticed)
    kept[key] = leads(name, attribute) ? '#' : value
  }
  return kept
}

/** Notices the sites that a style sheet loads from. */
export function noticeInStyle(css: unknown, noticed: Noticed): void {
  if (typeof css === 'string') notice(css, noticed)
}

function isHarmless(tag: string | undefined, name: string, value: unknown, all: object): boolean {
  if (name.startsWith('on') || acting.has(name) || media.test(name) || name === '__proto__') return false
  if (typeof value === 'string' && addresses.has(name) && !isPicturable(value)) return false
  switch (tag) {
    // A frame's content comes with the recording; its address would load the real page.
    case 'iframe':
      return name !== 'src' && name !== 'srcset'
    case 'audio':
    case 'video':
    case 'source':
    case 'track':
      return name !== 'src' && name !== 'autoplay'
    case 'meta':
      return name !== 'content'
    // Of links only style sheets are drawn; others would connect or load ahead.
    case 'link':
      return name !== 'href' || ('rel' in all && /^\s*stylesheet\s*$/i.test(String(all.rel)))
    default:
      return true
  }
}

/** Not `javascript:` and the like, however it is spelled; of `data:` only what is a picture or a font. */
function isPicturable(address: string): boolean {
  const plain = address.replace(/[\p{C}\s]+/gu, '').toLowerCase()
  if (/^(javascript|vbscript|filesystem|about|view-source):/.test(plain)) return false
  return (
    !plain.startsWith('data:') ||
    /^data:(image|font|application\/(font|x-font|vnd\.ms-fontobject)|text\/css)/.test(plain)
  )
}

/** Inline style as rrweb writes its changes: a value, a value with its priority, or false for what was removed. */
function cleanStyle(style: object, noticed: Noticed): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(style)) {
    const parts = Array.isArray(value) ? value : [value]
    if (name === '__proto__' || !parts.every((part) => part === false || typeof part === 'string')) continue
    for (const part of parts) if (typeof part === 'string') notice(part, noticed)
    kept[name] = value
  }
  return kept
}

function loads(tag: string | undefined, name: string): boolean {
  if (loading.test(name)) return true
  return (name === 'href' || name === 'xlink:href') && (tag === 'link' || tag === 'image' || tag === 'use')
}

/** A link stays one to the eye, and leads nowhere. */
const leads = (tag: string | undefined, name: string): boolean =>
  (tag === 'a' || tag === 'area') && (name === 'href' || name === 'xlink:href')

function notice(value: string, { hosts }: Noticed): void {
  for (const [, host] of value.matchAll(otherSite)) if (host) hosts.add(host.toLowerCase())
}

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
