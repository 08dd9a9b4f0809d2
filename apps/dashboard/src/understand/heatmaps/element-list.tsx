import type { HeatmapElement } from '@throughline/contract/heatmaps'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { useEffect, useRef } from 'react'
import { formatCount, formatNumber, formatRoughShare } from '../../format/number.ts'
import { Chip } from '../../ui/chip.tsx'
import { IntervalMark } from '../../ui/interval-mark.tsx'
import { nameOf } from './heatmap-finding.ts'
import classes from './heatmaps.module.css'
import type { Box } from './snapshot/element-boxes.ts'

/** What was hit, most first, all shares on one axis; in sync with the boxes on the page. */
export function ElementList(props: {
  elements: readonly HeatmapElement[]
  views: number
  tone: 'thread' | 'loss'
  /** On the page that is drawn; undefined where there is none. */
  boxes: ReadonlyMap<string, Box> | undefined
  active: string | undefined
  picked: string | undefined
  onActive: (element: string | undefined) => void
  onPick: (element: string) => void
}) {
  const { elements, views, boxes, active, picked } = props
  const most = Math.max(0.01, ...elements.map((element) => intervalOf(element, views)?.high ?? 0))
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (active === undefined) return
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <ol className={classes.list} ref={list}>
      {elements.map((element, index) => {
        const interval = intervalOf(element, views)
        const isActive = element.element === active
        return (
          <li key={element.element}>
            <button
              type="button"
              className={classes.row}
              data-active={isActive || undefined}
              aria-pressed={element.element === picked}
              onClick={() => props.onPick(element.element)}
              onMouseEnter={() => props.onActive(element.element)}
              onMouseLeave={() => props.onActive(undefined)}
              onFocus={() => props.onActive(element.element)}
              onBlur={() => props.onActive(undefined)}
            >
              <span className={classes.rank} data-tone={props.tone}>
                {index + 1}
              </span>
              <span className={classes.what}>
                <b>{nameOf(element)}</b>
                {element.text ? <code>{element.element}</code> : null}
              </span>
              <span className={classes.figures} data-figures>
                {formatNumber(element.count)}
                <small>{formatCount(element.people, 'person', 'people')}</small>
              </span>
              <span className={classes.interval}>
                {interval ? (
                  <IntervalMark
                    value={interval}
                    max={most}
                    tone={props.tone}
                    format={formatRoughShare}
                    width={250}
                  />
                ) : null}
                {boxes && !boxes.has(element.element) ? <Chip>not on this picture</Chip> : null}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** The share of views, where views are known. */
const intervalOf = ({ views: hit }: HeatmapElement, views: number) =>
  wilsonInterval(Math.min(hit, views), views)
