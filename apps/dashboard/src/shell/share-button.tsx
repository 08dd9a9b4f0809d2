import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Icon } from '../ui/icon.tsx'

/** Copies the page's link, which holds everything that is chosen on it. */
export function ShareButton() {
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <Button
      variant="default"
      leftSection={<Icon name={clipboard.copied ? 'check' : 'link'} size={14} />}
      onClick={() => clipboard.copy(window.location.href)}
    >
      <span aria-live="polite">{clipboard.copied ? 'Link copied' : 'Share'}</span>
    </Button>
  )
}
