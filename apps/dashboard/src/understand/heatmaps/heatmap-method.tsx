import classes from './heatmaps.module.css'

const lines = [
  'A view is a page call for the page. What a visitor does there belongs to their latest view of it; an element counts once a view in its share, however often it was hit.',
  'Signals of a view that began before the period count as signals, but belong to no view of it.',
  'A click is drawn within its element, where that stands on the picture, since every window lays the page out anew; else at the same share of the width and as far from the top.',
  'The colour adds up all hits around a place, weighted by how near they are: 61 % at 14 px, nothing at 42 px.',
  'Scroll reach is how far down the window came, of all views; one that did not tell counts as not having gone further.',
  'Attention is the time that a 5 % band of the page was in the window while the page was visible.',
  'Intervals of shares are 95 % score intervals (Wilson); those of medians hold 95 % by ranks, whatever the distribution.',
  'These are complete counts, not samples.',
]

/** How the numbers come about, one click away. */
export function HeatmapMethod() {
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
