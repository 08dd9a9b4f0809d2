import type { FlagHost } from './open-flags.ts'

/**
 * Lets marked elements show what their flags serve: `data-tl-flag="headline"` gets the text, or is shown where the flag
 * is on; with `data-tl-is="b"` it is shown where the flag serves just that. Only as long as nobody has seen the element
 * otherwise: it was added to the page just now, or the page's style hides it until values are known.
 *
 * @returns does so for what is there now
 */
export function showFlags({ window, link, safe }: FlagHost): () => void {
  const { document } = window
  const seen = new WeakSet<Element>()
  const done = new WeakSet<Element>()

  const show = (element: HTMLElement, isAdded: boolean) => {
    const isUnseen =
      (isAdded && !seen.has(element)) || window.getComputedStyle(element).visibility === 'hidden'
    seen.add(element)
    // While the page is read, an element is complete when something follows it.
    if (done.has(element) || !link.known || (document.readyState === 'loading' && !element.nextSibling))
      return
    done.add(element)
    const { tlFlag, tlIs } = element.dataset
    const flag = link.find(tlFlag)
    const value = flag?.value
    if (!isUnseen || value === undefined) return
    if (tlIs !== undefined) element.hidden = String(value) !== tlIs
    else if (typeof value === 'boolean') element.hidden = !value
    else element.textContent = String(value)
    link.used(flag)
  }
  const showAll = safe((isAdded: boolean) => {
    for (const element of document.querySelectorAll<HTMLElement>('[data-tl-flag]')) show(element, isAdded)
  })
  // Told before what was added is painted.
  if (document.readyState === 'loading') {
    const observer = new window.MutationObserver(() => showAll(true))
    observer.observe(document, { childList: true, subtree: true })
    window.addEventListener('load', () => observer.disconnect())
  }
  const showNow = () => showAll(false)
  window.addEventListener('DOMContentLoaded', showNow)
  showNow()
  return showNow
}
