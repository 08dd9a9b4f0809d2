import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { marked } from 'marked'

export interface Guide {
  readonly slug: string
  readonly title: string
  readonly html: string
}

/** The guides of a folder, one a Markdown file, named by their first heading; the one named `start` comes first. */
export function readGuides(folder: string): Guide[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      const slug = name.slice(0, -'.md'.length)
      return {
        slug,
        title: /^# (.+)$/m.exec(text)?.[1] ?? slug,
        html: linked(marked.parse(text, { async: false })),
      }
    })
    .sort((a, b) => Number(b.slug === 'start') - Number(a.slug === 'start') || a.title.localeCompare(b.title))
}

/** In the repository guides link to each other's files; served, to each other's pages. */
const linked = (html: string): string =>
  html.replace(
    /href="(?:\.\/)?([\w-]+)\.md(#[\w-]*)?"/g,
    (_, slug: string, anchor = '') => `href="/docs/${slug}${anchor}"`,
  )
