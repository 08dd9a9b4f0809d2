import { useDebouncedCallback } from '@mantine/hooks'
import { type ChangeEvent, useEffect, useState } from 'react'

/**
 * The text of a search field whose words stand in the link: typing changes the field at once and the link when the
 * typing rests.
 */
export function useSearchText(
  words: string | undefined,
  onWords: (words: string | undefined) => void,
): { value: string; onChange: (event: ChangeEvent<HTMLInputElement>) => void } {
  const [value, setValue] = useState(words ?? '')
  const tell = useDebouncedCallback(
    (text: string) => onWords(text.trim() === '' ? undefined : text.trim()),
    250,
  )
  // Words that came by another way, such as a link or "Show everyone", replace what was typed.
  useEffect(() => setValue((typed) => (typed.trim() === (words ?? '') ? typed : (words ?? ''))), [words])
  return {
    value,
    onChange: (event) => {
      setValue(event.target.value)
      tell(event.target.value)
    },
  }
}
