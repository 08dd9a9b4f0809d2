import { compile, type Evaluator } from '@throughline/evaluator/compile'
import type { Datafile } from '@throughline/evaluator/datafile'
import { listen } from './event-stream.ts'
import { addressOf, type ProviderOptions, requestHeaders } from './provider-options.ts'
import { wait } from './wait.ts'

const POLL_SECONDS = 60
const FIRST_RETRY_MS = 500
const PATIENCE_MS = 10_000

/** What a provider tells its SDK. */
export type SourceEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'changed'; readonly flags: readonly string[] }
  | { readonly kind: 'stale'; readonly message: string }

/** Flags that could not be had. `final`: asking again will not help. */
export class DatafileError extends Error {
  readonly final: boolean

  constructor(message: string, final: boolean) {
    super(message)
    this.final = final
  }
}

/** Keeps the flags of one environment up to date: by asking now and then, and at once when told that they changed. */
export class DatafileSource {
  readonly #options: ProviderOptions
  readonly #tell: (event: SourceEvent) => void
  readonly #headers: Readonly<Record<string, string>>
  readonly #closing = new AbortController()
  #evaluator: Evaluator | undefined
  #flags: ReadonlyMap<string, string> = new Map()
  #etag: string | undefined
  #fresh = true
  #asking: Promise<void> | undefined

  constructor(options: ProviderOptions, tell: (event: SourceEvent) => void) {
    this.#options = options
    this.#tell = tell
    this.#headers = requestHeaders(options)
    if (options.datafile) this.#take(options.datafile)
  }

  /** Undefined until the first flags are there. */
  get evaluator(): Evaluator | undefined {
    return this.#evaluator
  }

  /**
   * Resolves when there are flags to evaluate. Goes on by itself, also where this fails, unless the failure is final.
   *
   * @throws DatafileError where the server refuses; what fetch throws where it is not reached
   */
  async start(): Promise<void> {
    const first = this.#ask()
    if (this.#evaluator) return this.#goOn(first)
    try {
      await first
      this.#goOn(first)
    } catch (error) {
      this.#fresh = false
      if (error instanceof DatafileError && error.final) this.close()
      else this.#goOn(first)
      throw error
    }
  }

  close(): void {
    this.#closing.abort()
  }

  #goOn(first: Promise<void>): void {
    void this.#keepAsking(first)
    if (this.#options.stream !== false) void this.#listen()
  }

  async #keepAsking(first: Promise<void>): Promise<void> {
    const { signal } = this.#closing
    const period = (this.#options.pollSeconds ?? POLL_SECONDS) * 1000
    let failures = 0
    for (let next = first; !signal.aborted; next = this.#ask()) {
      failures = await next.then(
        () => 0,
        (error: unknown) => {
          this.#becameStale(messageOf(error))
          return failures + 1
        },
      )
      const pause = failures > 0 ? Math.min(period, FIRST_RETRY_MS * 2 ** failures) : period
      // Many clients that started together should not ask together.
      await wait(pause * (0.9 + 0.2 * Math.random()), signal)
    }
  }

  #listen(): Promise<void> {
    return listen({
      url: addressOf(this.#options, '/api/v1/flags/events'),
      headers: this.#headers,
      fetch: this.#fetch,
      signal: this.#closing.signal,
      onEvent: ({ name, data }) => {
        if (name !== 'changed' || data.includes(JSON.stringify(this.#evaluator?.revision ?? ''))) return
        this.#ask().catch((error: unknown) => this.#becameStale(messageOf(error)))
      },
    })
  }

  /** One request at a time; who comes while one is under way gets one that starts after it. */
  #ask(): Promise<void> {
    const before = this.#asking ?? Promise.resolve()
    const asking = before.catch(() => {}).then(() => this.#request())
    this.#asking = asking
    return asking
  }

  async #request(): Promise<void> {
    if (this.#closing.signal.aborted) return
    const response = await this.#fetch(addressOf(this.#options, '/api/v1/flags/datafile'), {
      headers: { ...this.#headers, ...(this.#etag && { 'if-none-match': this.#etag }) },
      signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
      credentials: 'omit',
      cache: 'no-store',
    })
    if (response.status !== 304) {
      if (!response.ok) throw await refusal(response)
      this.#take(await response.json())
      this.#etag = response.headers.get('etag') ?? undefined
    }
    if (this.#fresh) return
    this.#fresh = true
    this.#tell({ kind: 'ready' })
  }

  #take(datafile: unknown): void {
    if (!isDatafile(datafile))
      throw new DatafileError(
        'The datafile has a format that this version of the provider does not know. Update @throughline/openfeature.',
        true,
      )
    const before = this.#flags
    const isFirst = this.#evaluator === undefined
    this.#flags = new Map(datafile.flags.map((flag) => [flag.key, JSON.stringify(flag)]))
    this.#evaluator = compile(datafile)
    if (isFirst) return
    const keys = new Set([...before.keys(), ...this.#flags.keys()])
    const flags = [...keys].filter((key) => before.get(key) !== this.#flags.get(key))
    if (flags.length > 0) this.#tell({ kind: 'changed', flags })
  }

  #becameStale(message: string): void {
    if (!this.#fresh || this.#closing.signal.aborted) return
    this.#fresh = false
    this.#tell({ kind: 'stale', message })
  }

  get #fetch(): typeof fetch {
    return this.#options.fetch ?? globalThis.fetch.bind(globalThis)
  }
}

const isDatafile = (value: unknown): value is Datafile =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 1 &&
  'flags' in value &&
  Array.isArray(value.flags)

async function refusal(response: Response): Promise<DatafileError> {
  const text = await response.text().catch(() => '')
  const final = [400, 401, 403, 404].includes(response.status)
  return new DatafileError(`Throughline answered ${response.status}: ${text.slice(0, 300)}`, final)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
