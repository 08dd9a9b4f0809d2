import { describe, expect, it } from 'vitest'
import { cleanEvent, isUndrawn } from './clean-event.ts'
import type { Noticed } from './noticed.ts'

const noticed = (): Noticed => ({ hosts: new Set() })
const at = 1_000

interface Node {
  readonly tagName?: string
  readonly type: number
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly childNodes?: readonly Node[]
  readonly [name: string]: unknown
}

let ids = 10
const element = (
  tagName: string,
  attributes: object = {},
  childNodes: readonly object[] = [],
  more: object = {},
) => ({
  type: 2,
  id: ids++,
  tagName,
  attributes,
  childNodes,
  ...more,
})

/** What becomes of an element in a page's body. */
function cleaned(node: object, seen = noticed()): Node | undefined {
  const html = element('html', {}, [element('body', {}, [node])])
  const event = cleanEvent(
    { type: 2, timestamp: at, data: { node: { type: 0, id: 1, childNodes: [html] }, initialOffset: {} } },
    seen,
  )
  const data = event?.data as { node: Node } | undefined
  return data?.node.childNodes?.[0]?.childNodes?.[0]?.childNodes?.[0]
}

describe('a node', () => {
  it('stays as it is where it only shows', () => {
    const attributes = {
      class: 'a',
      style: 'color:red',
      'aria-label': 'x',
      hidden: '',
      value: '***',
      rr_width: '10px',
    }
    expect(cleaned(element('div', attributes, [{ type: 3, id: 5, textContent: 'Text' }]))).toMatchObject({
      tagName: 'div',
      attributes,
      childNodes: [{ type: 3, id: 5, textContent: 'Text' }],
    })
  })

  it.each([
    'onclick',
    'ONERROR',
    'onfocus',
    'srcdoc',
    'formaction',
    'action',
    'ping',
    'target',
    'autofocus',
    'http-equiv',
  ])('loses %s, whatever it is', (name) =>
    expect(cleaned(element('div', { [name]: 'x', id: 'kept' }))?.attributes).toEqual({ id: 'kept' }),
  )

  it.each([
    'javascript:alert(1)',
    ' java\tscript\n:alert(1)',
    '\u0001JAVASCRIPT:alert(1)',
    'vbscript:x',
    'data:text/html,<script>1</script>',
    'data:application/xhtml+xml,x',
  ])('loses the address %j', (address) => {
    for (const name of ['src', 'href', 'xlink:href', 'poster', 'to', 'values'])
      expect(cleaned(element('image', { [name]: address }))?.attributes, name).toEqual({})
  })

  it('keeps pictures that came with it', () => {
    const src = 'data:image/png;base64,AAAA'
    expect(cleaned(element('img', { src }))?.attributes).toEqual({ src })
  })

  it('has links that look like links and lead nowhere', () => {
    expect(cleaned(element('a', { href: 'https://shop.example/' }))?.attributes).toEqual({ href: '#' })
  })

  it('is something harmless where it would run or load a page', () => {
    const inner = [{ type: 3, id: 5, textContent: 'alert(1)' }]
    expect(cleaned(element('script', { src: 'x' }, inner))).toMatchObject({
      tagName: 'noscript',
      attributes: {},
      childNodes: [],
    })
    expect(cleaned(element('SCRIPT', {}, inner, { isSVG: true }))).not.toHaveProperty('isSVG')
    expect(cleaned(element('object', { data: 'x' }))).toMatchObject({ tagName: 'div', attributes: {} })
    expect(cleaned(element('iframe', { src: 'https://evil.example', width: '5' }))?.attributes).toEqual({
      width: '5',
    })
    expect(cleaned(element('link', { rel: 'prefetch', href: 'https://evil.example' }))?.attributes).toEqual({
      rel: 'prefetch',
    })
    expect(
      cleaned(element('video', { src: 'x', autoplay: '', rr_mediaState: 'played' }))?.attributes,
    ).toEqual({})
  })

  it('takes names and kinds that the browser would throw at', () => {
    expect(cleaned(element('<bad name>'))?.tagName).toBe('span')
    expect(cleaned(element('img', {}, [], { isShadowHost: true }))).not.toHaveProperty('isShadowHost')
    expect(cleaned(element('x-card', {}, [], { isCustom: true, isShadowHost: true }))).toMatchObject({
      isCustom: true,
      isShadowHost: true,
    })
    expect(cleaned(element('font-face', {}, [], { isCustom: true }))).not.toHaveProperty('isCustom')
    expect(cleaned({ type: 4, id: 5, textContent: 'cdata' })).toMatchObject({ type: 3, textContent: 'cdata' })
    expect(cleaned({ type: 1, id: 5, name: 'html' })).toBeUndefined()
    expect(cleaned({ type: 0, id: 5, childNodes: [] })).toBeUndefined()
    expect(cleaned({ type: 2, id: 'x' })).toBeUndefined()
  })

  it('is not followed for ever', () => {
    let deep: object = element('b')
    for (let level = 0; level < 5_000; level += 1) deep = element('div', {}, [deep])
    expect(cleaned(deep)).toBeDefined()
  })
})

it('notices the sites that pictures, fonts and styles come from', () => {
  const seen = noticed()
  cleaned(element('img', { src: 'https://a.example/x.png', srcset: 'https://B.example:8443/y 2x' }), seen)
  cleaned(
    element('style', {
      _cssText: "@font-face{src:url('//c.example/f')} a{background:url(http://d.example/g)}",
    }),
    seen,
  )
  cleaned(element('a', { href: 'https://e.example/' }), seen)
  cleanEvent(
    { type: 3, timestamp: at, data: { source: 8, adds: [{ rule: 'a{b:url(https://f.example)}' }] } },
    seen,
  )
  expect([...seen.hosts]).toEqual(['a.example', 'b.example:8443', 'd.example', 'f.example'])
})

describe('a change', () => {
  const change = (data: unknown) => cleanEvent({ type: 3, timestamp: at, data }, noticed())

  it('of attributes loses what is harmful on any element', () => {
    const attributes = {
      href: 'javascript:1',
      onclick: '1',
      class: 'a',
      style: { color: ['red', 'important'], width: 3 },
    }
    expect(change({ source: 0, attributes: [{ id: 4, attributes }], adds: 'no' })?.data).toEqual({
      source: 0,
      adds: [],
      texts: [],
      removes: [],
      attributes: [{ id: 4, attributes: { class: 'a', style: { color: ['red', 'important'] } } }],
    })
  })

  it.each([
    null,
    {},
    { source: 1, positions: [] },
    { source: 1, positions: [{ x: 'a' }] },
    { source: 2, id: 1, type: 99 },
    { source: 3, id: 1, x: Number.NaN, y: 0 },
    { source: 4, width: 1e9, height: 1 },
    { source: 99 },
  ])('that the replayer would stumble over is left out: %j', (data) => expect(change(data)).toBeUndefined())

  it('that no replay draws is no loss', () => {
    expect(
      [7, 9, 10, 11, 16].every((source) => isUndrawn({ type: 3, timestamp: at, data: { source } })),
    ).toBe(true)
    expect(isUndrawn({ type: 3, timestamp: at, data: { source: 1 } })).toBe(false)
    expect(isUndrawn({ type: 3, timestamp: at, data: { source: 99 } })).toBe(false)
    expect(isUndrawn('nothing')).toBe(false)
  })
})

it('is no event without a time or a known kind', () => {
  for (const event of [
    null,
    7,
    {},
    { type: 4, data: {} },
    { type: 9, timestamp: at },
    { type: 2, timestamp: at, data: {} },
  ])
    expect(cleanEvent(event, noticed())).toBeUndefined()
  expect(
    cleanEvent({ type: 4, timestamp: at, data: { href: 'x', width: 10, height: 20, more: 1 } }, noticed()),
  ).toEqual({
    type: 4,
    timestamp: at,
    data: { href: 'x', width: 10, height: 20 },
  })
})
