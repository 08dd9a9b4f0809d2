/** What JSON can hold; `undefined` members are left out of the bytes. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export type JsonObject = { readonly [name: string]: JsonValue }

/** https://segment.com/docs/connections/spec/common/#context, the parts that the simulated clients fill. */
export interface MessageContext {
  readonly library: { readonly name: string; readonly version: string }
  readonly sessionId?: string
  readonly userAgent?: string
  readonly userAgentData?: JsonObject
  readonly locale?: string
  readonly timezone?: string
  readonly page?: PageContext
  readonly campaign?: CampaignContext
  readonly location?: { readonly country: string }
  readonly app?: JsonObject
  readonly device?: JsonObject
  readonly os?: { readonly name: string; readonly version: string }
  readonly network?: JsonObject
  readonly screen?: JsonObject
  readonly traits?: JsonObject
  readonly externalIds?: readonly JsonObject[]
}

export type PageContext = {
  readonly path: string
  readonly referrer: string
  readonly search: string
  readonly title: string
  readonly url: string
}

export type CampaignContext = {
  readonly name: string
  readonly source: string
  readonly medium: string
  readonly term?: string
  readonly content?: string
}

interface CommonFields {
  readonly messageId: string
  readonly timestamp: string
  readonly sentAt?: string
  readonly anonymousId?: string
  readonly userId?: string
  /** Set by tills and call centres, which no client library stands for. */
  readonly channel?: string
  readonly context: MessageContext
}

export interface TrackMessage extends CommonFields {
  readonly type: 'track'
  readonly event: string
  readonly properties: JsonObject
}

export interface PageMessage extends CommonFields {
  readonly type: 'page'
  readonly name: string
  readonly properties: JsonObject
}

export interface ScreenMessage extends CommonFields {
  readonly type: 'screen'
  readonly name: string
  readonly properties: JsonObject
}

export interface IdentifyMessage extends CommonFields {
  readonly type: 'identify'
  readonly traits: JsonObject
}

export interface GroupMessage extends CommonFields {
  readonly type: 'group'
  readonly groupId: string
  readonly traits: JsonObject
}

export interface AliasMessage extends CommonFields {
  readonly type: 'alias'
  readonly previousId: string
}

/** One message as Segment's clients put it into `POST /v1/batch`. Messages share parts: treat them as read-only. */
export type SegmentMessage =
  | TrackMessage
  | PageMessage
  | ScreenMessage
  | IdentifyMessage
  | GroupMessage
  | AliasMessage
