import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'

/** Takes a report along: as text and on paper. */
export function ReportTools({ markdown }: { markdown: string | undefined }) {
  const text = useClipboard({ timeout: 2000 })
  return (
    <>
      <Button
        variant="default"
        disabled={markdown === undefined}
        onClick={() => markdown !== undefined && text.copy(markdown)}
      >
        <span aria-live="polite">{text.copied ? 'Copied' : 'Copy as text'}</span>
      </Button>
      <Button disabled={markdown === undefined} onClick={() => window.print()}>
        Print
      </Button>
    </>
  )
}
