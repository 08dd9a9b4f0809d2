import type { Question } from '@throughline/contract/question'
import { useEffect, useRef, useState } from 'react'

/** Long enough for a word to be typed, short enough to feel at once. */
const debounceMs = 450

/**
 * The question being written: at once on the screen, and after a pause in the link, each time as a step that the
 * browser's Back undoes.
 */
export function useDraft(
  inLink: Question,
  write: (question: Question) => void,
): [draft: Question, change: (question: Question) => void] {
  const [draft, setDraft] = useState(inLink)
  const linkText = JSON.stringify(inLink)
  const known = useRef(linkText)
  const latest = useRef({ write, inLink })
  latest.current = { write, inLink }

  // Back, forward or another link: what is in the link wins.
  useEffect(() => {
    if (known.current === linkText) return
    known.current = linkText
    setDraft(latest.current.inLink)
  }, [linkText])

  useEffect(() => {
    const text = JSON.stringify(draft)
    if (text === known.current) return
    const timer = setTimeout(() => {
      known.current = text
      latest.current.write(draft)
    }, debounceMs)
    return () => clearTimeout(timer)
  }, [draft])

  return [draft, setDraft]
}
