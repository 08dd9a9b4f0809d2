/** How the visitor came; everything else in a query may be about the person. */
const campaignNames = new Set(
  'utm_source utm_medium utm_campaign utm_term utm_content gclid msclkid gbraid wbraid ttclid twclid fbclid'.split(
    ' ',
  ),
)
const searchNames = new Set('q query s search search_query keyword keywords'.split(' '))
const LONGEST_TERM = 200

/**
 * What is kept of a request's query: campaign parameters, and what was searched for on the site.
 *
 * @example keptQuery('/p?utm_source=news&token=1&q=boots') // { query: '?utm_source=news&q=boots', searchTerm: 'boots' }
 */
export function keptQuery(target: string): { readonly query: string; readonly searchTerm: string } {
  const start = target.indexOf('?')
  if (start < 0) return { query: '', searchTerm: '' }
  const kept = new URLSearchParams()
  let searchTerm = ''
  for (const [name, value] of new URLSearchParams(target.slice(start + 1))) {
    const isSearch = searchNames.has(name.toLowerCase())
    if (isSearch && searchTerm === '') searchTerm = value.trim().slice(0, LONGEST_TERM).toWellFormed()
    if (isSearch || campaignNames.has(name)) kept.append(name, value.slice(0, LONGEST_TERM))
  }
  const query = kept.toString()
  return { query: query === '' ? '' : `?${query}`, searchTerm: searchTerm.replaceAll('\0', '\ufffd') }
}
