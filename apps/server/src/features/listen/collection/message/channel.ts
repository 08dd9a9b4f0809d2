import type { MessageType } from '@throughline/contract/collection'
import { type Channel, channels } from '@throughline/contract/event'
import type { Device } from './device.ts'
import { type JsonObject, objectOr, shortText } from './json.ts'

const known = new Set<string>(channels)

/**
 * Where the event happened: what the sender says, if it is one of our channels; else what its library and device show.
 * Empty only for a screen of which neither shows the system.
 */
export function channelOf(
  type: MessageType,
  message: JsonObject,
  properties: JsonObject,
  context: JsonObject,
  device: Device,
): Channel | '' {
  const said = stated(properties.channel) || stated(context.channel) || stated(message.channel)
  if (said) return said
  const library = shortText(objectOr(context.library).name, 100).toLowerCase()
  const app = appChannel(library, context, device)
  if (app) return app
  if (isBrowser(library, context, device)) return 'web'
  if (type === 'page') return 'web'
  return type === 'screen' ? '' : 'server'
}

function stated(value: unknown): Channel | '' {
  if (typeof value !== 'string') return ''
  const word = value.toLowerCase()
  return known.has(word) ? (word as Channel) : ''
}

// Whole words: `axios` is no app.
const iosLibrary = /\b(ios|swift)\b/
const androidLibrary = /\b(android|kotlin)\b/
const appLibrary = /\b(react-native|flutter|expo|xamarin|unity)\b/

function appChannel(library: string, context: JsonObject, device: Device): Channel | '' {
  const system = shortText(objectOr(context.device).type, 100).toLowerCase()
  if (system === 'ios' || system === 'android') return system
  if (iosLibrary.test(library)) return 'ios'
  if (androidLibrary.test(library)) return 'android'
  const isApp = appLibrary.test(library) || (context.app !== undefined && context.page === undefined)
  if (!isApp) return ''
  if (device.os === 'iOS') return 'ios'
  return device.os === 'Android' ? 'android' : ''
}

function isBrowser(library: string, context: JsonObject, device: Device): boolean {
  if (context.page !== undefined || device.browser !== '') return true
  return library.startsWith('analytics.js') || library.includes('javascript') || library.includes('browser')
}
