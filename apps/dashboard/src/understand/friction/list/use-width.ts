import { type RefCallback, useCallback, useRef, useState } from 'react'

/** The width of an element, known before the first paint, so that nothing jumps; 0 while it is not there. */
export function useWidth<Element extends HTMLElement>(): { ref: RefCallback<Element>; width: number } {
  const [width, setWidth] = useState(0)
  const observer = useRef<ResizeObserver>(null)
  const ref = useCallback((element: Element | null) => {
    observer.current?.disconnect()
    if (!element) return
    setWidth(element.clientWidth)
    observer.current = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.current.observe(element)
  }, [])
  return { ref, width }
}
