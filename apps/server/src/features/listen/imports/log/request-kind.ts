import { isbot } from 'isbot'
import type { LogLine } from './log-line.ts'

/** Whose request it was, and for what: see `rowOutcomes` of the contract. */
export type RequestKind = 'page' | 'asset' | 'bot' | 'error' | 'other'

const assetExtensions = new Set(
  (
    'css js mjs map json xml xsl xslt txt csv wasm ' +
    'png jpg jpeg gif webp avif svg ico bmp tif tiff ' +
    'woff woff2 ttf otf eot ' +
    'mp3 mp4 m4a m4v ogg ogv wav webm mov avi flv swf ' +
    'pdf ps eps djvu doc docx xls xlsx ppt pptx odt ods ' +
    'zip gz tgz bz2 xz 7z rar tar jar war deb rpm dmg exe msi apk iso bin patch diff log conf sh py rb pl c h'
  ).split(' '),
)

/** Read by programs that look for news. */
const feed = /\/(?:feed|rss|atom)\/?$|\.(?:rss|atom|rdf)$|[?&](?:flav|format|feed)=(?:rss|atom)/i

/**
 * Tells requests apart. A bot is one whose agent says so or says nothing, or that asks for robots.txt; of people's
 * requests, a page is what was asked for by GET, was found, and is neither a file for a page nor a feed.
 */
export function requestKind({ method, target, status, agent }: LogLine): RequestKind {
  // The common format has no agents: then only its requests can tell.
  if (agent !== undefined && isBotAgent(agent)) return 'bot'
  const path = pathOf(target)
  if (path === '/robots.txt') return 'bot'
  if (status >= 400) return 'error'
  if (method !== 'GET' || !path.startsWith('/')) return 'other'
  if (assetExtensions.has(extensionOf(path))) return 'asset'
  const wasFound = (status >= 200 && status < 204) || status === 206 || status === 304
  return wasFound && !feed.test(path) && !feed.test(target) ? 'page' : 'other'
}

/** The path of a request target, which a proxy may have been given whole. */
export function pathOf(target: string): string {
  const end = target.search(/[?#]/)
  const path = end < 0 ? target : target.slice(0, end)
  return path.replace(/^https?:\/\/[^/]*/i, '') || (path === '' ? '' : '/')
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** A look at an agent takes some µs, and a site sees a few thousand different ones. */
const MOST_REMEMBERED = 20_000
const known = new Map<string, boolean>()

function isBotAgent(agent: string): boolean {
  const answer = known.get(agent)
  if (answer !== undefined) return answer
  if (known.size >= MOST_REMEMBERED) known.clear()
  const found = agent === '' || isbot(agent)
  known.set(agent, found)
  return found
}
