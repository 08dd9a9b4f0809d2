import type { PageWindow, Properties } from './host.ts'

declare const __SDK_VERSION__: string

let timezone: string | undefined

/** Takes 10 ms, once a page: so it is asked for when the page is idle, before it is needed. */
export function readTimezone(): void {
  timezone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** What is the same for all messages of this browser. */
export function browserContext({
  navigator,
  screen,
  innerWidth,
  innerHeight,
  devicePixelRatio,
}: PageWindow): Properties {
  readTimezone()
  return {
    library: { name: 'throughline-browser', version: __SDK_VERSION__ },
    userAgent: navigator.userAgent,
    locale: navigator.language,
    timezone,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    viewport: { width: innerWidth, height: innerHeight },
  }
}
