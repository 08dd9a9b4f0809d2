import type { ReplayEvent } from '@throughline/contract/recordings'
import { eventKinds } from './clean-event.ts'
import { isRecord } from './clean-node.ts'

/** A line of the console or of the network list beside the player; `at` in milliseconds from the start. */
export interface SideLine {
  readonly kind: 'console' | 'network'
  readonly at: number
  readonly tone: 'ink' | 'warn' | 'loss'
  /** `error`, or the method of a request. */
  readonly label: string
  readonly text: string
  /** The status of a request, or how often a message came in a row. */
  readonly note: string
  readonly durationMs: number | undefined
}

/** What the recorder wrote into the console or asked over the network; undefined for any other event. */
export function sideLineOf({ type, timestamp, data }: ReplayEvent, startedAt: number): SideLine | undefined {
  if (type !== eventKinds.custom || !isRecord(data)) return undefined
  const payload = isRecord(data.payload) ? data.payload : {}
  const at = Math.max(0, timestamp - startedAt)
  if (data.tag === 'console') return consoleLine(payload, at)
  return data.tag === 'network' ? networkLine(payload, at) : undefined
}

function consoleLine(payload: Record<string, unknown>, at: number): SideLine {
  const level = text(payload.level) || 'log'
  const said = payload.message ?? payload.text ?? payload.args
  const times = Number(payload.count)
  return {
    kind: 'console',
    at,
    tone: level === 'error' || level === 'assert' ? 'loss' : level === 'warn' ? 'warn' : 'ink',
    label: level,
    text: Array.isArray(said) ? said.map(written).join(' ') : written(said),
    note: times > 1 ? `× ${times}` : '',
    durationMs: undefined,
  }
}

function networkLine(payload: Record<string, unknown>, at: number): SideLine {
  const status = Number(payload.status ?? 0)
  const duration = Number(payload.durationMs ?? payload.duration_ms)
  // Of another site's slow picture the browser tells no status; that is not a request without an answer.
  const slow = payload.kind === 'slow'
  const failed = !slow && (status === 0 || status >= 400)
  return {
    kind: 'network',
    at,
    tone: failed ? 'loss' : slow ? 'warn' : 'ink',
    label: text(payload.method) || 'Request',
    text: text(payload.url),
    note: [slow ? 'slow' : '', status > 0 ? String(status) : failed ? 'no answer' : '']
      .filter(Boolean)
      .join(', '),
    durationMs: Number.isFinite(duration) ? duration : undefined,
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
