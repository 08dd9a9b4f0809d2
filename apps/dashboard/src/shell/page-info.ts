/** The rooms of the sidebar. `home` has no heading and comes first; `settings` comes last, at the bottom. */
export type Room = 'home' | 'listen' | 'understand' | 'act' | 'prove' | 'settings'

/**
 * What the line above a page's title says and offers: `view` period, zone and segment; `period` is of all customers and
 * offers the period; `segment` is of all time and offers the segment; `record` is of all time; `project` only says whose
 * data it is.
 */
export type PageBarKind = 'view' | 'period' | 'segment' | 'record' | 'project'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page's part of the document title. */
    readonly title?: string
    /** Its place in the sidebar; a page without one is reached from another. */
    readonly nav?: { readonly room: Room; readonly label: string }
    /** The path of the page whose place in the sidebar it is part of, where its own path does not say so. */
    readonly partOf?: string
    /** The line above the title. */
    readonly bar?: PageBarKind
  }
}
