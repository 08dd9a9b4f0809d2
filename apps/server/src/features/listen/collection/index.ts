import type { Feature } from '../../../platform/http/feature.ts'
import { type CollectionDependencies, openToAnySite, registerCollection } from './collection-routes.ts'
import { answerPreflight } from './cors.ts'
import { readMessage } from './message/read-message.ts'
import { agentOf } from './message/user-agent.ts'
import { parseJson } from './parse-json.ts'
import { readBody } from './read-body.ts'
import { projectOf } from './write-key.ts'

/** What other features may use: the same reading of messages for files as for requests. */
export interface Collection {
  readonly parseJson: typeof parseJson
  readonly readMessage: typeof readMessage
}

/** For features with a door of their own that is as open to browsers as collection's. */
export interface CollectionDoor {
  readonly openToAnySite: typeof openToAnySite
  readonly answerPreflight: typeof answerPreflight
  readonly readBody: typeof readBody
  readonly parseJson: typeof parseJson
  readonly projectOf: typeof projectOf
  readonly agentOf: typeof agentOf
}

/** Listens to Segment's and RudderStack's clients, and to anything that speaks the Segment HTTP API. */
export function collectionFeature(
  dependencies: CollectionDependencies,
): Feature & { readonly api: Collection; readonly door: CollectionDoor } {
  return {
    register: (app) => registerCollection(app, dependencies),
    api: { parseJson, readMessage },
    door: { openToAnySite, answerPreflight, readBody, parseJson, projectOf, agentOf },
  }
}
