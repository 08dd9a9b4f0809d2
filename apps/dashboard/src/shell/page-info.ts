/** The rooms of the sidebar. `home` has no heading and comes first; `settings` comes last, at the bottom. */
export type Room = 'home' | 'listen' | 'understand' | 'act' | 'prove' | 'settings'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page's part of the document title. */
    readonly title?: string
    /** Its place in the sidebar; a page without one is reached from another. */
    readonly nav?: { readonly room: Room; readonly label: string }
    /** The line above the title: `view` offers period, zone and segment, `project` only says whose data it is. */
    readonly bar?: 'view' | 'project'
  }
}
