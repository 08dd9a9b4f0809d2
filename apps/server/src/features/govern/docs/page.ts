const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

export interface DocsLink {
  readonly href: string
  readonly title: string
}

/** A whole page of the documentation, without script: it reads the same with everything switched off. */
export function docsPage(
  title: string,
  content: string,
  links: readonly DocsLink[],
  current: string,
): string {
  const nav = links
    .map(
      ({ href, title: name }) =>
        `<li><a href="${href}"${href === current ? ' aria-current="page"' : ''}>${escapeHtml(name)}</a></li>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Throughline docs</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><a href="/">Throughline</a> <span>docs</span></header>
<nav aria-label="Documentation"><ul>${nav}</ul></nav>
<main id="content">${content}</main>
</body>
</html>`
}

const style = `
:root{color-scheme:light dark;--paper:#faf9f6;--card:#fff;--ink:#1b1e26;--ink-2:#565b68;--line:#e7e4dc;--thread:#2f4b7c;--soft:#f1efe9}
@media (prefers-color-scheme:dark){:root{--paper:#14161b;--card:#1b1e25;--ink:#eceae4;--ink-2:#a9adb8;--line:#2b2f39;--thread:#8fb0ea;--soft:#23262e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 "Inter Variable",Inter,system-ui,sans-serif;display:grid;grid-template:auto 1fr/230px minmax(0,1fr)}
header{grid-column:1/-1;padding:16px 24px;border-bottom:1px solid var(--line);font-weight:620}header a{color:inherit;text-decoration:none}header span{color:var(--ink-2);font-weight:400}
nav{padding:20px 12px;border-right:1px solid var(--line)}nav ul{list-style:none;margin:0;padding:0;position:sticky;top:20px}nav a{display:block;padding:4px 12px;border-radius:7px;color:var(--ink-2);text-decoration:none}nav a[aria-current]{color:var(--thread);background:var(--soft);font-weight:550}
main{padding:28px 40px 80px;max-width:900px;overflow-wrap:anywhere}
h1{font-size:27px;line-height:1.25;letter-spacing:-.018em}h2{margin-top:2em;font-size:19px}h3{font-size:15.5px;margin-top:1.8em}
a{color:var(--thread)}code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--soft);border-radius:6px}code{padding:1px 5px}pre{padding:14px 16px;overflow:auto}pre code{padding:0}
table{border-collapse:collapse;display:block;overflow:auto}td,th{text-align:left;padding:6px 14px 6px 0;border-top:1px solid var(--line);vertical-align:top}th{border:0;color:var(--ink-2);font-weight:500}
img{max-width:100%}details{border-top:1px solid var(--line);padding:10px 0}summary{cursor:pointer}.method{display:inline-block;min-width:58px;font-weight:600;color:var(--thread)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:6px 10px}
:focus-visible{outline:2px solid var(--thread);outline-offset:2px}
@media (max-width:700px){body{grid-template:auto auto 1fr/minmax(0,1fr)}nav{border-right:0;border-bottom:1px solid var(--line);padding:8px 12px}nav ul{display:flex;flex-wrap:wrap;position:static}main{padding:20px}}
`
