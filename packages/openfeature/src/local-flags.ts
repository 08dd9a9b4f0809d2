import { ErrorCode, type ResolutionDetails } from '@openfeature/core'
import type { Context, FlagExposure } from '@throughline/evaluator/evaluation'
import { exposureId } from '@throughline/evaluator/exposure-id'
import { exposuresOf } from '@throughline/evaluator/exposures-of'
import { DatafileSource, type SourceEvent } from './datafile-source.ts'
import { exposureMessage, trackMessage, type UnnamedKey } from './message.ts'
import { MessageSender } from './message-sender.ts'
import type { ProviderOptions } from './provider-options.ts'
import { type Fits, resolutionOf } from './resolution.ts'

const GATHER_MS = 200
/** Exposures that are remembered as sent. One that is sent again all the same counts once. */
const MOST_REMEMBERED = 100_000

/** What both providers have in common: flags that are kept up to date, evaluated here, and exposures sent once. */
export class LocalFlags {
  readonly #options: ProviderOptions
  readonly #source: DatafileSource
  readonly #sender: MessageSender
  readonly #unnamed: UnnamedKey
  readonly #exposed = new Set<string>()

  constructor(options: ProviderOptions, runsOn: 'server' | 'client', tell: (event: SourceEvent) => void) {
    this.#options = options
    this.#source = new DatafileSource(options, tell)
    this.#sender = new MessageSender(options, runsOn === 'server' ? GATHER_MS : 0)
    this.#unnamed = options.token === undefined ? 'anonymous_id' : 'user_id'
  }

  start(): Promise<void> {
    return this.#source.start()
  }

  async close(): Promise<void> {
    this.#source.close()
    await this.#sender.close()
  }

  /** Evaluates a flag that somebody is about to be shown, which is an exposure where it is in an experiment. */
  resolve<T>(key: string, fallback: T, context: Context, fits: Fits<T>): ResolutionDetails<T> {
    const evaluation = this.#source.evaluator?.evaluate(key, context)
    if (!evaluation)
      return {
        value: fallback,
        reason: 'ERROR',
        errorCode: ErrorCode.PROVIDER_NOT_READY,
        errorMessage: 'No flags have been received yet.',
      }
    const resolution = resolutionOf(evaluation, fallback, fits)
    if (!resolution.errorCode) for (const exposure of exposuresOf(evaluation)) this.#expose(exposure, context)
    return resolution
  }

  track(event: string, context: Context, properties: Readonly<Record<string, unknown>>): void {
    this.#sender.send(trackMessage(event, context, properties, this.#unnamed))
  }

  #expose(exposure: FlagExposure, context: Context): void {
    const id = exposureId(exposure)
    if (this.#exposed.has(id)) return
    if (this.#exposed.size >= MOST_REMEMBERED) this.#exposed.clear()
    this.#exposed.add(id)
    this.#options.onExposure?.(exposure)
    if (this.#options.sendExposures !== false)
      this.#sender.send(exposureMessage(exposure, context, this.#unnamed))
  }
}
