import { createClient as startClient, type Throughline } from './client.ts'
import { type OptionsGiven, resolveOptions } from './options.ts'

/** Starts the SDK in this page. */
export function createClient(options: OptionsGiven): Throughline {
  return startClient(resolveOptions(options), window)
}
