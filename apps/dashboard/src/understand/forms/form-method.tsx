import classes from './forms.module.css'

const lines = [
  'People count once. A try begins with the first thing that somebody writes or ticks in the form, and ends with their next beginning of it.',
  'Finished: submitted at any try. Abandoned: left at least once and never submitted; they left at the last field of the last time.',
  'Reached: came to the field or a later one, or submitted. Filled: left the field with something in it. Both are shares of those who began.',
  'Fields stand in the order in which people come to them, by the mean place in a try.',
  'Time in a field is added up within a try; the median is over tries. Refills and errors count what one try told last.',
  'Intervals are 95 % score intervals (Wilson).',
  'What people write is never sent: only the names of fields.',
]

/** How the numbers come about, one click away. */
export function FormMethod() {
  return (
    <details className={classes.method}>
      <summary>How this is counted</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
