import type { PageWindow, Properties } from './host.ts'

declare const __SDK_VERSION__: string

/** What is the same for all messages of this browser. */
export function browserContext({
  navigator,
  screen,
  innerWidth,
  innerHeight,
  devicePixelRatio,
}: PageWindow): Properties {
  return {
    library: { name: 'throughline-browser', version: __SDK_VERSION__ },
    userAgent: navigator.userAgent,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    viewport: { width: innerWidth, height: innerHeight },
  }
}
