import type { HeatmapElement } from '@throughline/contract/heatmaps'
import { formatNumber, formatRoughShare } from '../../../format/number.ts'
import { nameOf } from '../heatmap-finding.ts'
import classes from '../heatmaps.module.css'
import type { Box } from '../snapshot/element-boxes.ts'

/** So many boxes are drawn; with more they hide the page and each other. */
const mostBoxes = 40
/** So many of them are numbered. */
const numbered = 12

/** The boxes of what was hit, on the page, with their place in the list beside it. */
export function ElementMarks(props: {
  elements: readonly HeatmapElement[]
  boxes: ReadonlyMap<string, Box>
  scale: number
  tone: 'thread' | 'loss'
  active: string | undefined
  picked: string | undefined
  onActive: (element: string | undefined) => void
  onPick: (element: string) => void
}) {
  const { elements, boxes, scale, active } = props
  return (
    <>
      {elements.map((element, index) => {
        const box = boxes.get(element.element)
        const isActive = element.element === active
        if (!box || (index >= mostBoxes && !isActive)) return null
        const style = {
          left: box.left * scale,
          top: box.top * scale,
          width: box.width * scale,
          height: box.height * scale,
        }
        return (
          <button
            type="button"
            key={element.element}
            className={classes.mark}
            data-tone={props.tone}
            data-active={isActive || undefined}
            style={style}
            title={`${nameOf(element)}: ${figuresOf(element)}`}
            aria-label={`${index + 1} · ${figuresOf(element)}: ${nameOf(element)}`}
            aria-pressed={element.element === props.picked}
            onMouseEnter={() => props.onActive(element.element)}
            onMouseLeave={() => props.onActive(undefined)}
            onFocus={() => props.onActive(element.element)}
            onBlur={() => props.onActive(undefined)}
            onClick={() => props.onPick(element.element)}
          >
            {index < numbered || isActive ? (
              <span className={classes.badge} data-low={box.top * scale < 22 || undefined}>
                {isActive ? `${index + 1} · ${figuresOf(element)}` : index + 1}
              </span>
            ) : null}
          </button>
        )
      })}
    </>
  )
}

/** `312, 26 % of views`. */
export const figuresOf = ({ count, share }: HeatmapElement): string =>
  share === null ? formatNumber(count) : `${formatNumber(count)}, ${formatRoughShare(share)} of views`
