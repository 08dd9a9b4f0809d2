/** From this share of the window on, an element's height may have been made from it. */
const windowShare = 0.3

/**
 * Gives the window of a page the page's whole height, and what was as high as a share of the window (`100vh`) the height
 * that it had: otherwise it would grow with the window, and the page with it.
 *
 * @returns the page's height in px
 */
export function keepHeights(page: Document, windowHeight: number, resize: (height: number) => void): number {
  const tall = [...page.body.querySelectorAll<HTMLElement>('*')]
    .map((element) => ({ element, height: element.getBoundingClientRect().height }))
    .filter(({ height }) => height >= windowHeight * windowShare)
  const whole = Math.max(windowHeight, heightOf(page))
  resize(whole)
  if (heightOf(page) <= whole) return whole
  for (const { element, height } of tall) {
    if (element.getBoundingClientRect().height <= height + 1) continue
    for (const name of ['height', 'min-height', 'max-height'])
      element.style?.setProperty(name, `${height}px`, 'important')
  }
  return Math.min(heightOf(page), whole * 2)
}

const heightOf = ({ documentElement, body }: Document): number =>
  Math.max(documentElement.scrollHeight, body.scrollHeight)
