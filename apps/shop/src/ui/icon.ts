const shapes = {
  cart: 'M6 7h13l-1.5 9h-10zM6 7 5 3H2.500M9 20.500h.01M16 20.500h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c1-4 4-6 7.500-6s6.500 2 7.500 6',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 21 21',
  check: 'M4.500 12.500l5 5 10-11',
} as const

/** A drawn sign beside a word that says the same. */
export function icon(name: keyof typeof shapes): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS(svg.namespaceURI, 'path')
  path.setAttribute('d', shapes[name])
  svg.append(path)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  return svg
}
