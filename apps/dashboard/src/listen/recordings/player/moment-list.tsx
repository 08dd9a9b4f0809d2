import { type ReactNode, useEffect, useRef } from 'react'
import { clockText } from './clock-text.ts'
import type { Playback } from './playback.ts'
import classes from './side-lists.module.css'
import { useStore } from './store.ts'

/** More lines only slow the page down; what a page writes ten times a second nobody reads. */
const linesShown = 2_000

/** A line of a list: a name of its own, and milliseconds from the recording's start. */
export interface Moment {
  readonly key: string
  readonly time: number
}

/** Lines with a time: the one that the player stands at is marked and kept in sight, and each leads to its moment. */
export function MomentList<Item extends Moment>(props: {
  label: string
  playback: Playback
  /** In the order of their time. */
  items: readonly Item[]
  none: string
  draw: (item: Item) => ReactNode
  /** Where a line leads, if not to its own time. */
  goTo?: (item: Item) => number
}) {
  const { playback, items, draw, goTo = ({ time }) => time } = props
  const list = useRef<HTMLOListElement>(null)
  const current = useStore(playback.time, (time) => lastAt(items, time))

  useEffect(() => {
    const [box, line] = [list.current, list.current?.children[current]]
    // Whoever points at the list is reading it.
    if (!box || !(line instanceof HTMLElement) || box.matches(':hover, :focus-within')) return
    const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight]
    if (top < box.scrollTop || bottom > box.scrollTop + box.clientHeight)
      box.scrollTop = top - box.clientHeight / 3
  }, [current])

  if (items.length === 0) return <p className={classes.none}>{props.none}</p>
  return (
    <>
      <ol className={classes.list} ref={list} aria-label={props.label}>
        {items.slice(0, linesShown).map((item, index) => (
          <li key={item.key} aria-current={index === current || undefined}>
            <button type="button" className={classes.line} onClick={() => playback.seek(goTo(item))}>
              <span className={classes.time}>{clockText(item.time)}</span>
              <span className={classes.body}>{draw(item)}</span>
            </button>
          </li>
        ))}
      </ol>
      {items.length > linesShown ? (
        <p className={classes.none}>Only the first {linesShown} are listed.</p>
      ) : null}
    </>
  )
}

/** The last item that is not behind `time`; -1 before the first. */
function lastAt(items: readonly { readonly time: number }[], time: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.time ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
