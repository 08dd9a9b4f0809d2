/**
 * An address without the values of its query, which may tell who somebody is: `/cart?voucher=X` becomes `/cart?voucher`.
 * The fragment goes where it has a query of its own.
 */
export function withoutQueryValues(address: string): string {
  const [beforeFragment = '', fragment = ''] = parted(address, '#')
  const [path = '', query = ''] = parted(beforeFragment, '?')
  const names = query
    .split('&')
    .map((pair) => pair.split('=', 1)[0])
    .filter(Boolean)
  const shown = fragment && !/[=?]/.test(fragment) ? `#${fragment}` : ''
  return path + (names.length > 0 ? `?${names.join('&')}` : '') + shown
}

function parted(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
