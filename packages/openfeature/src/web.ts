import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  ProviderFatalError,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/web-sdk'
import { DatafileError } from './datafile-source.ts'
import { LocalFlags } from './local-flags.ts'
import type { ProviderOptions } from './provider-options.ts'
import { isBoolean, isNumber, isObject, isString } from './resolution.ts'

/**
 * OpenFeature provider for browsers that evaluates in the page: a change of the context costs no request. The page then
 * carries the rules, so only flags whose rules browsers may know are in it. Where rules name people, or ask for traits or
 * segments, use `@openfeature/ofrep-web-provider` or the flags module of the browser SDK, which ask the server.
 *
 * @example
 * await OpenFeature.setProviderAndWait(
 *   new ThroughlineWebProvider({ host: 'https://throughline.example.com', writeKey }),
 *   { targetingKey: visitor },
 * )
 * OpenFeature.getClient().getBooleanValue('checkout/new-button', false)
 */
export class ThroughlineWebProvider implements Provider {
  readonly metadata = { name: 'Throughline' } as const
  readonly runsOn = 'client'
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

  resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): ResolutionDetails<boolean> {
    return this.#flags.resolve(key, fallback, context, isBoolean)
  }

  resolveStringEvaluation(
    key: string,
    fallback: string,
    context: EvaluationContext,
  ): ResolutionDetails<string> {
    return this.#flags.resolve(key, fallback, context, isString)
  }

  resolveNumberEvaluation(
    key: string,
    fallback: number,
    context: EvaluationContext,
  ): ResolutionDetails<number> {
    return this.#flags.resolve(key, fallback, context, isNumber)
  }

  resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.#flags.resolve(key, fallback, context, isObject<T>)
  }

  track(event: string, context: EvaluationContext, details: TrackingEventDetails): void {
    this.#flags.track(event, context, details)
  }
}
