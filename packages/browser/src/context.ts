import type { PageWindow, Properties } from './host.ts'
import { attempt } from './safely.ts'

declare const __SDK_VERSION__: string

/** What is the same for all messages of this browser; a getter that throws leaves its own field out. */
export function browserContext(window: PageWindow): Properties {
  const { navigator, screen } = window
  return {
    library: { name: 'throughline-browser', version: __SDK_VERSION__ },
    userAgent: attempt(() => navigator.userAgent),
    locale: attempt(() => navigator.language),
    timezone: attempt(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
    screen: attempt(() => ({
      width: screen.width,
      height: screen.height,
      density: window.devicePixelRatio,
    })),
    viewport: attempt(() => ({ width: window.innerWidth, height: window.innerHeight })),
  }
}
