import type { RecordedSignal } from '@throughline/contract/recordings'
import type { DetailedSignalRow } from './recording-queries.ts'

const LONGEST = 300

/** A signal as the player shows it beside the recording. */
export function recordedSignal({ signal, ms, event, path, properties }: DetailedSignalRow): RecordedSignal {
  const told: Readonly<Record<string, unknown>> = JSON.parse(properties)
  return {
    at: Number(ms),
    signal,
    event,
    path: path || textOf(told.path),
    element: textOf(told.element) || null,
    elementText: textOf(told.element_text) || null,
    detail: detailOf(event, told) || null,
  }
}

/** What sets this one apart from others of its kind, in a few words. */
function detailOf(event: string, told: Readonly<Record<string, unknown>>): string {
  switch (event) {
    case 'Rage Clicked':
      return told.clicks === undefined ? '' : `${textOf(told.clicks)} clicks`
    case 'Error Shown':
    case 'Script Failed':
      return textOf(told.message) || textOf(told.field)
    case 'Request Failed':
      return [textOf(told.method), textOf(told.url), told.status === 0 ? 'no answer' : textOf(told.status)]
        .filter(Boolean)
        .join(' ')
    case 'Form Field Left':
      return [textOf(told.field), `refilled ${textOf(told.refills)} times`].filter(Boolean).join(' ')
    case 'Form Abandoned':
      return textOf(told.last_field) || textOf(told.form)
    case 'Coupon Denied':
      return textOf(told.coupon_name) || textOf(told.reason)
    case 'Products Searched':
      return textOf(told.query)
    case 'Web Vital Measured':
      return `${textOf(told.metric)} ${textOf(told.value)}${told.metric === 'CLS' ? '' : ' ms'}`
    case 'Survey Answered':
      return `${textOf(told.metric).toUpperCase()} ${textOf(told.score)}`
    default:
      return ''
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000)
  return typeof value === 'string' ? value.slice(0, LONGEST).toWellFormed() : ''
}
