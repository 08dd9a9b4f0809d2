import { useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { ChartSkeleton } from '../skeletons.tsx'
import classes from './chart.module.css'
import { type ChartColors, readChartColors } from './chart-colors.ts'

/** What a chart draws, given the colours of the mode that is on. Keep it stable with `useMemo`. */
export type ChartOption = (colors: ChartColors) => EChartsCoreOption

/** A chart's points in order, for walking along it with the arrow keys. */
export interface ChartWalk {
  readonly count: number
  readonly textAt: (index: number) => string
}

/** The drawing surface: follows its element's size and the colour mode, and can be walked with the arrow keys. */
export function ChartCanvas(props: {
  option: ChartOption
  description: string
  height: number
  walk?: ChartWalk | undefined
  chart: RefObject<ECharts | null>
}) {
  const { option, chart, height } = props
  const element = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const scheme = useComputedColorScheme('light')
  const still = useReducedMotion()

  useEffect(() => {
    let gone = false
    const watcher = new ResizeObserver(() => chart.current?.resize())
    void import('./echarts.ts').then(({ startChart }) => {
      if (gone || !element.current) return
      chart.current = startChart(element.current)
      watcher.observe(element.current)
      setReady(true)
    })
    return () => {
      gone = true
      watcher.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [chart])

  useEffect(() => {
    // The tokens change with the scheme, which is all that this effect needs of it.
    if (!ready || !scheme) return
    const motion = still ? { animation: false } : { animationDuration: 120, animationDurationUpdate: 120 }
    chart.current?.setOption({ ...option(readChartColors()), ...motion }, { notMerge: true })
  }, [ready, option, scheme, still, chart])

  return (
    <div className={classes.frame}>
      <div
        ref={element}
        className={classes.canvas}
        style={{ height }}
        role="img"
        aria-label={props.description}
      />
      {ready ? null : (
        <div className={classes.loading}>
          <ChartSkeleton height={Math.max(0, height - 28)} />
        </div>
      )}
      {props.walk && props.walk.count > 1 ? <Walker walk={props.walk} chart={chart} /> : null}
    </div>
  )
}

/** A slider that nobody sees: arrow keys move the hover along the points, and its value is read out. */
function Walker({ walk, chart }: { walk: ChartWalk; chart: RefObject<ECharts | null> }) {
  const [index, setIndex] = useState(0)
  const show = (next: number): void => {
    setIndex(next)
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next })
  }
  return (
    <input
      type="range"
      className="visually-hidden"
      aria-label="Walk along the chart"
      aria-valuetext={walk.textAt(index)}
      min={0}
      max={walk.count - 1}
      value={Math.min(index, walk.count - 1)}
      onChange={(event) => show(Number(event.target.value))}
      onFocus={() => show(index)}
      onBlur={() => chart.current?.dispatchAction({ type: 'hideTip' })}
    />
  )
}
