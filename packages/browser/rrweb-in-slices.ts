import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/**
 * Places where rrweb is changed.
 *
 * It takes a page's snapshot in one go, and of what a script adds at once too: on a page of 20,000 nodes the visitor
 * waits a quarter of a second. At the places below it asks us first (`src/replay/slicing.ts`) whether a node may wait.
 * A new version of rrweb that reads otherwise there fails the build.
 */
const hooks: readonly (readonly [found: string, put: string])[] = [
  // A snapshot goes down to the children of a node.
  [
    'for (const childN of Array.from(index.childNodes(n))) {',
    'for (const childN of Array.from(index.childNodes(n))) { if (slicing.mayWait(childN, bypassOptions)) continue;',
  ],
  // A script has added nodes …
  [
    'm.addedNodes.forEach((n) => this.genAdds(n, m.target));',
    'm.addedNodes.forEach((n) => slicing.addedMayWait(n, this) || this.genAdds(n, m.target));',
  ],
  // … which have children.
  [
    'index.childNodes(n).forEach((childN) => this.genAdds(childN));',
    'index.childNodes(n).forEach((childN) => slicing.addedMayWait(childN, this) || this.genAdds(childN));',
  ],
  // What is put in front of a node that waits stands before the next one that is known.
  ['while (nextId === IGNORED_NODE) {', 'while (nextId === IGNORED_NODE || nextId === -1) {'],
  ['export {\n  record\n};', 'slicing.serialise = serializeNodeWithId;\nexport {\n  record\n};'],
]

/** We record no canvas, and what does is a tenth of rrweb. Everything from the first text up to the second is replaced. */
const unused = {
  from: 'const jsContent = ',
  until: 'class StylesheetManager {',
  put: 'class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }\n',
}

/** Puts the hooks into rrweb as it is bundled. */
export function rrwebInSlices(): Plugin {
  const slicing = fileURLToPath(new URL('src/replay/slicing.ts', import.meta.url))
  return {
    name: 'rrweb-in-slices',
    transform: {
      filter: { id: /@rrweb\/record\/dist\/record\.js$/ },
      handler(code) {
        let changed = code
        for (const [found, put] of hooks) changed = changed.replace(once(changed, found), () => put)
        const start = changed.indexOf(once(changed, unused.from))
        const end = changed.indexOf(once(changed, unused.until))
        changed = changed.slice(0, start) + unused.put + changed.slice(end)
        return { code: `import { slicing } from ${JSON.stringify(slicing)};\n${changed}`, map: null }
      },
    },
  }
}

function once(code: string, text: string): string {
  if (code.split(text).length === 2) return text
  throw new Error(`rrweb has changed: ${JSON.stringify(text)} must stand in it once.`)
}
