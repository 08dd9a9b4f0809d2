import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  ProviderFatalError,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/server-sdk'
import { DatafileError } from './datafile-source.ts'
import { LocalFlags } from './local-flags.ts'
import type { ProviderOptions } from './provider-options.ts'
import { isBoolean, isNumber, isObject, isString } from './resolution.ts'

/**
 * OpenFeature provider for servers. Flags are evaluated in this process; a flag costs no request.
 *
 * @example
 * await OpenFeature.setProviderAndWait(
 *   new ThroughlineProvider({ host: 'https://throughline.example.com', token, writeKey }),
 * )
 * await OpenFeature.getClient().getBooleanValue('checkout/new-button', false, { targetingKey: user.id })
 */
export class ThroughlineProvider implements Provider {
  readonly metadata = { name: 'Throughline' } as const
  readonly runsOn = 'server'
  readonly events = new OpenFeatureEventEmitter()
  readonly #flags: LocalFlags

  constructor(options: ProviderOptions) {
    this.#flags = new LocalFlags(options, this.runsOn, (event) => {
      if (event.kind === 'changed')
        this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...event.flags] })
      else if (event.kind === 'stale') this.events.emit(ProviderEvents.Stale, { message: event.message })
      else this.events.emit(ProviderEvents.Ready)
    })
  }

  /** @throws ProviderFatalError where key, environment or format are wrong; else it is tried again in the background */
  async initialize(): Promise<void> {
    try {
      await this.#flags.start()
    } catch (error) {
      if (error instanceof DatafileError && error.final) throw new ProviderFatalError(error.message)
      throw error
    }
  }

  onClose(): Promise<void> {
    return this.#flags.close()
  }

  async resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return this.#flags.resolve(key, fallback, context, isBoolean)
  }

  async resolveStringEvaluation(
    key: string,
    fallback: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return this.#flags.resolve(key, fallback, context, isString)
  }

  async resolveNumberEvaluation(
    key: string,
    fallback: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return this.#flags.resolve(key, fallback, context, isNumber)
  }

  async resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return this.#flags.resolve(key, fallback, context, isObject<T>)
  }

  track(event: string, context: EvaluationContext, details: TrackingEventDetails): void {
    this.#flags.track(event, context, details)
  }
}
