import type { Route } from '@throughline/contract/route'
import { escapeHtml } from './page.ts'

const access: Record<Route['access'], string> = {
  public: 'Open to everybody.',
  write_key: 'Needs the write key.',
  report_link: 'Needs the secret of a link to a report.',
  project: 'Needs a token or a login.',
}

/** Every route with its fields, as HTML; grouped by tag. */
export function apiReference(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort()
  const sections = tags.map((tag) => {
    const entries = routes.filter((route) => route.tag === tag).map(entry)
    return `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag[0]?.toUpperCase() + tag.slice(1))}</h2>${entries.join('')}`
  })
  return `<h1>API reference</h1>
<p>The same as <a href="/openapi.json">openapi.json</a>. Errors are <code>application/problem+json</code> with a stable <code>code</code>. All ranges are half-open: <code>from</code> is included, <code>to</code> is not.</p>${sections.join('')}`
}

function entry(route: Route): string {
  const parts = (['params', 'query', 'body', 'response'] as const).flatMap((part) => {
    const schema = route[part]
    return schema
      ? [`<h3>${titles[part]}</h3><pre><code>${escapeHtml(JSON.stringify(schema, null, 2))}</code></pre>`]
      : []
  })
  return `<details><summary><span class="method">${route.method}</span> <code>${escapeHtml(route.path)}</code> ${escapeHtml(route.summary)}</summary><p>${access[route.access]}</p>${parts.join('')}</details>`
}

const titles = { params: 'In the path', query: 'In the query', body: 'Body', response: 'Answer' } as const
