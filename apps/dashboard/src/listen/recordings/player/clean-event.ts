import type { ReplayEvent } from '@throughline/contract/recordings'
import { cleanAttributes, noticeInStyle } from './clean-attributes.ts'
import { cleanNode, isId, isRecord } from './clean-node.ts'
import type { Noticed } from './noticed.ts'

/** rrweb's kinds of events. */
export const eventKinds = { loaded: 0, load: 1, snapshot: 2, change: 3, page: 4, custom: 5 } as const

/** rrweb's kinds of changes, as far as a replay draws them: no canvas, no fonts, no sound. */
export const changes = {
  mutation: 0,
  mouseMove: 1,
  mouseInteraction: 2,
  scroll: 3,
  resize: 4,
  input: 5,
  touchMove: 6,
  styleRule: 8,
  drag: 12,
  styleDeclaration: 13,
  selection: 14,
  adoptedStyles: 15,
} as const

/** A window is no larger; a greater number would only make the browser allocate. */
const largestWindow = 20_000

/**
 * An event that the replayer can take without throwing, with all that could run or load taken out; undefined where
 * it can't be read. What a replay does not draw is left out too.
 */
export function cleanEvent(event: unknown, noticed: Noticed): ReplayEvent | undefined {
  if (!isRecord(event) || !isNumber(event.timestamp)) return undefined
  const { type, timestamp } = event
  const data = isRecord(event.data) ? event.data : {}
  const clean = cleanData(type, data, noticed)
  return clean && typeof type === 'number' ? { type, timestamp, data: clean } : undefined
}

/** Whether an event is of a kind that a replay does not draw: to leave it out is no loss. */
export function isUndrawn(event: unknown): boolean {
  if (!isRecord(event)) return false
  if (event.type === eventKinds.change && isRecord(event.data)) {
    const { source } = event.data
    return (
      isNumber(source) &&
      source >= 0 &&
      source <= 16 &&
      !Object.values(changes).some((known) => known === source)
    )
  }
  return event.type === 6
}

function cleanData(type: unknown, data: Record<string, unknown>, noticed: Noticed): object | undefined {
  switch (type) {
    case eventKinds.loaded:
    case eventKinds.load:
      return {}
    case eventKinds.snapshot: {
      const node = cleanNode(data.node, noticed)
      const offset = isRecord(data.initialOffset) ? data.initialOffset : {}
      const initialOffset = { top: number(offset.top), left: number(offset.left) }
      return node?.type === 0 && Array.isArray(node.childNodes) && node.childNodes.length > 0
        ? { node, initialOffset }
        : undefined
    }
    case eventKinds.change:
      return cleanChange(data, noticed)
    case eventKinds.page:
      return isSize(data)
        ? { href: typeof data.href === 'string' ? data.href : '', width: data.width, height: data.height }
        : undefined
    case eventKinds.custom:
      return typeof data.tag === 'string' ? { tag: data.tag, payload: data.payload } : undefined
    default:
      return undefined
  }
}

function cleanChange(data: Record<string, unknown>, noticed: Noticed): object | undefined {
  switch (data.source) {
    case changes.mutation:
      return cleanMutation(data, noticed)
    case changes.mouseMove:
    case changes.touchMove:
    case changes.drag: {
      const positions = list(data.positions).filter(
        (one) => isRecord(one) && isNumber(one.x) && isNumber(one.y) && isNumber(one.timeOffset),
      )
      return positions.length > 0 ? { source: data.source, positions } : undefined
    }
    case changes.mouseInteraction:
      return isId(data.id) && isId(data.type) && data.type >= 0 && data.type <= 10 ? data : undefined
    case changes.scroll:
      return isId(data.id) && isNumber(data.x) && isNumber(data.y) ? data : undefined
    case changes.resize:
      return isSize(data) ? data : undefined
    case changes.input:
      return isId(data.id) ? data : undefined
    case changes.styleRule:
    case changes.styleDeclaration:
    case changes.adoptedStyles:
      return cleanStyleChange(data, noticed)
    case changes.selection:
      return { source: data.source, ranges: list(data.ranges).filter(isRecord) }
    default:
      return undefined
  }
}

function cleanMutation(data: Record<string, unknown>, noticed: Noticed): object {
  const adds = list(data.adds).flatMap((add) => {
    if (!isRecord(add) || !isId(add.parentId)) return []
    const node = cleanNode(add.node, noticed)
    return node ? [{ ...add, node }] : []
  })
  const attributes = list(data.attributes).flatMap((change) =>
    isRecord(change) && isId(change.id)
      ? [{ id: change.id, attributes: cleanAttributes(undefined, change.attributes, noticed) }]
      : [],
  )
  const texts = list(data.texts).filter(
    (change) =>
      isRecord(change) && isId(change.id) && (change.value === null || typeof change.value === 'string'),
  )
  const removes = list(data.removes).filter(
    (change) => isRecord(change) && isId(change.id) && isId(change.parentId),
  )
  const attached = data.isAttachIframe === true
  return {
    source: changes.mutation,
    adds,
    attributes,
    texts,
    removes,
    ...(attached && { isAttachIframe: true }),
  }
}

function cleanStyleChange(data: Record<string, unknown>, noticed: Noticed): object {
  const { source, id, styleId, styleIds, replace, replaceSync, set, remove, index } = data
  const rules = (value: unknown) =>
    list(value).filter((one) => {
      if (!isRecord(one)) return false
      noticeInStyle(one.rule, noticed)
      return true
    })
  noticeInStyle(replace ?? replaceSync, noticed)
  return {
    source,
    ...(isId(id) && { id }),
    ...(isId(styleId) && { styleId }),
    ...(Array.isArray(data.adds) && { adds: rules(data.adds) }),
    ...(Array.isArray(data.removes) && { removes: rules(data.removes) }),
    ...(typeof replace === 'string' && { replace }),
    ...(typeof replaceSync === 'string' && { replaceSync }),
    ...(isRecord(set) && { set }),
    ...(isRecord(remove) && { remove }),
    ...(Array.isArray(index) && { index }),
    ...(source === changes.adoptedStyles && {
      styleIds: list(styleIds).filter(isId),
      styles: list(data.styles).flatMap((style) =>
        isRecord(style) && isId(style.styleId) ? [{ styleId: style.styleId, rules: rules(style.rules) }] : [],
      ),
    }),
  }
}

function isSize(data: Record<string, unknown>): boolean {
  return [data.width, data.height].every(
    (length) => isNumber(length) && length > 0 && length <= largestWindow,
  )
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const number = (value: unknown): number => (isNumber(value) ? value : 0)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
