import type { ExperimentResults } from '@throughline/contract/experiment-results'
import classes from './experiment.module.css'

/** How the figures come about, one click away. */
export function MethodDetails({ results: { method } }: { results: ExperimentResults }) {
  return (
    <details className={classes.method}>
      <summary>How it was computed</summary>
      <ul>
        {method.words.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {method.prior === null ? null : <li>{method.prior}</li>}
        <li>{method.correction}</li>
      </ul>
    </details>
  )
}
