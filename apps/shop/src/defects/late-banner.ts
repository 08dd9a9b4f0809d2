import { element } from '../ui/element.ts'

/** Later than people look, sooner than they tap. */
const LATE_MS = 1_500

/** Pushes the page down when somebody already reads it, as banners do whose place was not kept free. */
export function dropBanner(content: HTMLElement): void {
  setTimeout(() => {
    content.prepend(
      element(
        'aside',
        { class: 'late-banner' },
        element('strong', {}, 'Winter is near'),
        element('p', {}, 'Throws and cushions, now with free delivery.'),
      ),
    )
  }, LATE_MS)
}
