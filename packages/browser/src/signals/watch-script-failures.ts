import { harmlessText, withoutValues } from './harmless-text.ts'
import type { SignalHost } from './signal-host.ts'

/** A loop that fails thousands of times tells no more than these. */
const MOST_PER_PAGE = 20
const LONGEST_MESSAGE = 200
/** Fields that words are typed in. What is chosen, such as `name`, is in many a message. */
const TYPED = 'textarea,input:not([type]),[type=text],[type=search],[type=email],[type=tel],[type=url]'
/** Layouts that settle a frame later, what the page broke off itself, and what the visitor has installed. */
const NO_FAILURE = /^ResizeObserver loop|^AbortError|extension:\/\//m

/** Script Failed: an error that nobody caught, or a rejection that nobody handled. */
export function watchScriptFailures({ window, safe, track }: SignalHost): void {
  const told = new Set<string>()
  // Not on the way down: there errors of pictures and scripts that don't load pass by as well.
  for (const type of ['error', 'unhandledrejection'])
    window.addEventListener(
      type,
      safe((event: Event) => {
        const { message, filename, lineno, reason } = event as ErrorEvent & PromiseRejectionEvent
        const [, file = filename, line = lineno] = /(\w+:\/\/\S+?):(\d+):\d+/.exec(reason?.stack) ?? []
        const said = withoutValues(String(message ?? reason?.message ?? reason), window.document, TYPED)
        const source = String(file ?? '').replace(/[?#].*/, '')
        const fingerprint = failureFingerprint(said, source)
        if (NO_FAILURE.test([reason?.name, said, source].join('\n')) || told.has(fingerprint)) return
        if (told.add(fingerprint).size > MOST_PER_PAGE) return
        track('Script Failed', {
          message: harmlessText(said).slice(0, LONGEST_MESSAGE),
          source,
          line: Number(line) || undefined,
          fingerprint,
        })
      }),
    )
}

/** The same for the same failure, whatever numbers, ids and quoted words its message holds. */
export const failureFingerprint = (message: string, source: string): string =>
  `${message.replace(/(["'`]).*?\1|\S*\d\S*/g, '*').slice(0, LONGEST_MESSAGE)}|${source}`
