/** Entries of the performance timeline that the language's own library does not describe, or not in full. */
export interface LayoutShift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources?: readonly { readonly node?: Node | null }[]
}

export interface LongAnimationFrame extends PerformanceEntry {
  readonly scripts: readonly (PerformanceEntry & { readonly sourceURL: string })[]
}

export type Navigation = PerformanceNavigationTiming & { readonly activationStart?: number }

/** What a page's script may ask of a document that Chromium renders ahead of its visit. */
export type PrerenderedDocument = Document & { readonly prerendering?: boolean }
