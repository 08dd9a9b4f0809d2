import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { ApiProblem } from '../api-problem.ts'
import { Icon } from './icon.tsx'
import classes from './states.module.css'

/**
 * What failed, why, what to do about it, and the details for whoever is asked for help. `inset` inside a card; `advice`
 * where the page knows better what to do than the code of the problem tells.
 */
export function ErrorState(props: {
  title: string
  error: unknown
  advice?: string
  onRetry?: () => void
  inset?: boolean
}) {
  const clipboard = useClipboard({ timeout: 2000 })
  const { why, advice, details } = explain(props.error)
  return (
    <section className={classes.state} role="alert" data-inset={props.inset || undefined}>
      <span className={classes.mark} data-tone="loss">
        <Icon name="alert" size={28} />
      </span>
      {props.inset ? <p className={classes.title}>{props.title}</p> : <h1>{props.title}</h1>}
      <p>{why}</p>
      <p className={classes.why}>{props.advice ?? advice}</p>
      <div className={classes.actions}>
        {props.onRetry ? <Button onClick={props.onRetry}>Try again</Button> : null}
      </div>
      <details className={classes.details}>
        <summary>Details</summary>
        <pre>{details}</pre>
        <Button variant="default" onClick={() => clipboard.copy(details)}>
          <span aria-live="polite">{clipboard.copied ? 'Copied' : 'Copy the details'}</span>
        </Button>
      </details>
    </section>
  )
}

const advices: Readonly<Record<ApiProblem['code'], string>> = {
  invalid: 'Change what is named above and try again.',
  unauthenticated: 'Log in again; you will come back here.',
  forbidden: 'Ask the owner of this project for access.',
  not_found: 'It may have been deleted, or the link may belong to another project.',
  conflict: 'Someone changed it in the meantime. Load the page again to see how it is now.',
  limit_exceeded: 'Choose a shorter period or a narrower filter, or wait a moment.',
  unavailable: 'It usually passes by itself. Try again in a moment.',
  internal: 'Nothing you did is lost. If it happens again, send the details to whoever runs this server.',
}

function explain(error: unknown): { why: string; advice: string; details: string } {
  const at = `${window.location.pathname}${window.location.search}`
  if (error instanceof ApiProblem) {
    const { code, status, field, requestId, message } = error
    const details = JSON.stringify({ code, status, field, requestId, detail: message, page: at }, null, 2)
    return { why: field ? `${message} (${field})` : message, advice: advices[code], details }
  }
  const failed = error instanceof Error ? error : new Error(String(error))
  return {
    why: 'The dashboard itself made a mistake.',
    advice: 'Load the page again. If it happens again, the details below help to find the cause.',
    details: `${failed.name}: ${failed.message}\npage: ${at}\n${failed.stack ?? ''}`.trim(),
  }
}
