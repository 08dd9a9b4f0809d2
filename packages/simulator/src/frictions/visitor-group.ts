import type { Situation } from '../situation.ts'

/** The fields of Throughline's filters by which a visitor's group can be told. */
export type VisitorField = 'device.type' | 'browser.name' | 'os.name' | 'country' | 'source'

/** A group of visitors: every field named must have the value. Empty for everyone. */
export type VisitorGroup = Readonly<Partial<Record<VisitorField, string>>>

export function belongsTo(group: VisitorGroup, situation: Situation): boolean {
  if (situation.surface !== 'web') return false
  for (const field in group) {
    const name = field as VisitorField
    if (group[name] !== visitorField(name, situation)) return false
  }
  return true
}

/** What a web visit's messages show of a field, as it is read from the user agent, the location and the campaign. */
export function visitorField(field: VisitorField, situation: Situation): string {
  switch (field) {
    case 'device.type':
      return situation.deviceType
    case 'browser.name':
      return shownBrowsers[situation.browser] ?? situation.browser
    case 'os.name':
      return situation.operatingSystem === 'iPadOS' ? 'iOS' : situation.operatingSystem
    case 'country':
      return situation.country
    case 'source':
      return situation.channel === 'social' && situation.campaign !== undefined
        ? 'paid_social'
        : situation.channel
  }
}

/** Where a user agent's usual name differs from the simulator's. */
const shownBrowsers: Readonly<Record<string, string>> = {
  'Mobile Safari': 'Safari',
  'Chrome iOS': 'Chrome',
  'Chrome Mobile': 'Chrome',
  'Firefox Mobile': 'Firefox',
  'Samsung Internet': 'Samsung Internet for Android',
  Edge: 'Microsoft Edge',
}
