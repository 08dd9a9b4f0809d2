import type { Feature } from '../../../platform/http/feature.ts'
import { type CollectionDependencies, registerCollection } from './collection-routes.ts'
import { readMessage } from './message/read-message.ts'
import { parseJson } from './parse-json.ts'

/** What other features may use: the same reading of messages for files as for requests. */
export interface Collection {
  readonly parseJson: typeof parseJson
  readonly readMessage: typeof readMessage
}

/** Listens to Segment's and RudderStack's clients, and to anything that speaks the Segment HTTP API. */
export function collectionFeature(
  dependencies: CollectionDependencies,
): Feature & { readonly api: Collection } {
  return {
    register: (app) => registerCollection(app, dependencies),
    api: { parseJson, readMessage },
  }
}
