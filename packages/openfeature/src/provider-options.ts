import type { Datafile } from '@throughline/evaluator/datafile'
import type { FlagExposure } from '@throughline/evaluator/evaluation'

/** How a provider reaches Throughline. */
export interface ProviderOptions {
  /** Where Throughline is, such as `https://throughline.example.com`. */
  readonly host: string
  /** Public write key of the project: exposures and tracked events are sent with it. */
  readonly writeKey: string
  /**
   * Secret API token of a server, to read all flags. Without it the write key reads them, and then only flags whose rules
   * browsers may know are there. Never in a browser.
   */
  readonly token?: string
  /** Default: `production`. */
  readonly environment?: string
  /** How often the datafile is asked for beside the stream of changes. Default: 60. */
  readonly pollSeconds?: number
  /** Whether changes are listened for, so that they show within a second. Default: true. */
  readonly stream?: boolean
  /** Flags to start with, such as those a page was rendered with. The provider is ready at once. */
  readonly datafile?: Datafile
  /** Whether exposures are sent. Default: true. Without them an experiment has no results. */
  readonly sendExposures?: boolean
  /** Hears of each exposure once, before it is sent. */
  readonly onExposure?: (exposure: FlagExposure) => void
  /** Instead of the global fetch. */
  readonly fetch?: typeof fetch
}

/** Headers that show who asks, and for which environment. */
export function requestHeaders({ token, writeKey, environment }: ProviderOptions): Record<string, string> {
  return {
    authorization: `Bearer ${token ?? writeKey}`,
    ...(environment !== undefined && { 'throughline-environment': environment }),
  }
}

export const addressOf = (options: ProviderOptions, path: string): string =>
  `${options.host.replace(/\/+$/, '')}${path}`
