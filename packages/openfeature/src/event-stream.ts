import { wait } from './wait.ts'

/** The server says something every 25 s. Who hears nothing for so long asks again. */
const SILENCE_MS = 60_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000

export interface EventStreamOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
  readonly onEvent: (event: ServerEvent) => void
}

export interface ServerEvent {
  readonly name: string
  readonly data: string
}

/**
 * Listens for server-sent events until the signal aborts, and comes back when the connection ends. Not EventSource, which
 * can send no headers and which Node lacks.
 */
export async function listen(options: EventStreamOptions): Promise<void> {
  const { signal } = options
  let lastId: string | undefined
  for (let pause = FIRST_WAIT_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    const outcome = await listenOnce(options, lastId, (event) => {
      pause = FIRST_WAIT_MS
      lastId = event.id ?? lastId
      options.onEvent(event)
    })
    // Polling goes on; asking again would not help.
    if (outcome === 'refused') return
    await wait(pause * (0.5 + Math.random()), signal)
  }
}

async function listenOnce(
  { url, headers, fetch, signal }: EventStreamOptions,
  lastId: string | undefined,
  onEvent: (event: ServerEvent & { readonly id?: string }) => void,
): Promise<'ended' | 'refused'> {
  const connection = new AbortController()
  const stop = (): void => connection.abort()
  signal.addEventListener('abort', stop)
  let silence = setTimeout(stop, SILENCE_MS)
  try {
    const response = await fetch(url, {
      headers: { ...headers, accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) },
      signal: connection.signal,
      credentials: 'omit',
      cache: 'no-store',
    })
    if (response.status >= 400 && response.status < 500 && response.status !== 429) return 'refused'
    if (!response.ok || !response.body) return 'ended'
    const parse = eventParser(onEvent)
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence)
      silence = setTimeout(stop, SILENCE_MS)
      parse(part.value)
    }
  } catch {
    // The connection broke, or was closed by us.
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
  }
  return 'ended'
}

/** Takes pieces of text as they arrive. Source: WHATWG HTML, 9.2.6 Interpreting an event stream. */
export function eventParser(
  onEvent: (event: ServerEvent & { readonly id?: string }) => void,
): (text: string) => void {
  let rest = ''
  let event: { name?: string; id?: string; data: string[] } = { data: [] }
  const line = (text: string): void => {
    if (text === '') {
      const { name = 'message', id, data } = event
      if (data.length > 0) onEvent({ name, data: data.join('\n'), ...(id !== undefined && { id }) })
      event = { data: [] }
      return
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(text) ?? []
    if (field === 'event') event.name = value
    else if (field === 'id') event.id = value
    else if (field === 'data') event.data.push(value)
  }
  return (text) => {
    // A carriage return at the end may belong to a line feed that is still on its way.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const each of lines) line(each)
  }
}
