import type { StageName } from '@throughline/contract/journey-mapping'

/** How each stage is called, and what happens in it. */
export const stageWords: Readonly<Record<StageName, { label: string; about: string }>> = {
  awareness: { label: 'Awareness', about: 'They come for the first time, or a campaign brings them.' },
  consideration: { label: 'Consideration', about: 'They look around, search and compare.' },
  purchase: { label: 'Purchase', about: 'They fill a cart, pay and order.' },
  onboarding: { label: 'Onboarding', about: 'They use it for the first time after an order or a sign-up.' },
  retention: { label: 'Retention', about: 'They come back, order again, or ask for help.' },
  advocacy: { label: 'Advocacy', about: 'They review, recommend and praise.' },
}

/** The steps of the scale of feelings, worst first. */
export const feelings = [
  { value: -2, label: 'Frustrated' },
  { value: -1, label: 'Uneasy' },
  { value: 0, label: 'Neutral' },
  { value: 1, label: 'Pleased' },
  { value: 2, label: 'Delighted' },
] as const

/** The word for a point on the scale: `0.8` → `Pleased`. */
export function feelingWord(value: number): string {
  const nearest = feelings[Math.max(0, Math.min(4, Math.round(value) + 2))]
  return nearest?.label ?? 'Neutral'
}

/** A point on the scale with its sign, as figures go: `0.84` → `+0.8`, `-1` → `−1`. */
export function feelingFigure(value: number): string {
  const rounded = Math.round(value * 10) / 10
  if (rounded === 0) return '0'
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)}`
}

const channels: Readonly<Record<string, string>> = {
  web: 'Web',
  ios: 'iOS app',
  android: 'Android app',
  store: 'Store',
  email: 'E-mail',
  sms: 'Text message',
  push: 'Push message',
  phone: 'Phone',
  chat: 'Chat',
  server: 'Server',
}

/** `ios` → `iOS app`; events without a channel stand under their own heading. */
export function channelLabel(channel: string): string {
  if (channel === '') return 'No channel sent'
  return channels[channel] ?? channel.charAt(0).toUpperCase() + channel.slice(1)
}
