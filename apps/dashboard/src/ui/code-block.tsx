import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import classes from './code-block.module.css'
import { Icon } from './icon.tsx'

/** Code to copy, exactly as it is. `label` says what it is to a screen reader. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <div className={classes.block}>
      <section aria-label={label}>
        <pre className={classes.code}>
          <code>{code}</code>
        </pre>
      </section>
      <Button
        className={classes.copy ?? ''}
        variant="default"
        size="compact-xs"
        leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={12} />}
        onClick={() => clipboard.copy(code)}
      >
        <span aria-live="polite">{clipboard.copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  )
}
