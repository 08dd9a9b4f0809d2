export const settingsTabs = ['send', 'project', 'tokens', 'people', 'friction'] as const

export type SettingsTab = (typeof settingsTabs)[number]

/** Which part of the settings is open; sending events is where everyone starts. */
export function parseSettingsSearch(search: Record<string, unknown>): { tab?: SettingsTab } {
  const tab = settingsTabs.find((name) => name === search.tab)
  return tab === undefined ? {} : { tab }
}
