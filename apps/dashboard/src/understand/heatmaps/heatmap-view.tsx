import { useElementSize } from '@mantine/hooks'
import type { Heatmap } from '@throughline/contract/heatmaps'
import { useEffect, useMemo, useRef, useState } from 'react'
import { formatCount } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BandList } from './band-list.tsx'
import { ElementList } from './element-list.tsx'
import { attentionBandsOf, attentionMarks, scrollBands } from './heatmap-bands.ts'
import { heatmapTable } from './heatmap-columns.tsx'
import type { HeatmapLayer } from './heatmap-search.ts'
import classes from './heatmaps.module.css'
import { densityOf, hitRadius } from './overlay/density.ts'
import { DensityCanvas } from './overlay/density-canvas.tsx'
import { ElementMarks } from './overlay/element-marks.tsx'
import { densityMarks, HeatLegend } from './overlay/heat-legend.tsx'
import { heatmapPicture } from './overlay/heatmap-picture.ts'
import { PageBands } from './overlay/page-bands.tsx'
import { PageNote } from './page-note.tsx'
import { boxesOf, spotsOf } from './snapshot/element-boxes.ts'
import { pageSize } from './snapshot/page-size.ts'
import { placeHits } from './snapshot/place-hits.ts'
import { useSnapshot } from './snapshot/use-snapshot.ts'

/** One layer over the page, with its list beside it: what is pointed at in one is picked out in the other. */
export function HeatmapView(props: {
  heatmap: Heatmap
  layer: HeatmapLayer
  path: string
  picked: string | undefined
  onPick: (element: string | undefined) => void
}) {
  const { heatmap, layer, path, picked } = props
  const place = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<string>()
  const { ref, width: room } = useElementSize()
  const state = useSnapshot(place, heatmap.snapshot)
  const snapshot = state.status === 'ready' ? state.snapshot : undefined
  const { width, height } = snapshot ?? pageSize(heatmap)
  const scale = room > 0 ? Math.min(1, room / width) : 0
  const { elements, points } = heatmap
  const boxes = useMemo(
    () => (snapshot ? boxesOf(snapshot.page, elements, snapshot.width) : undefined),
    [snapshot, elements],
  )
  const density = useMemo(
    () => densityOf(placeHits(points, boxes ?? new Map(), width), width, height),
    [points, boxes, width, height],
  )
  const bands =
    layer === 'scroll' ? scrollBands(heatmap) : layer === 'attention' ? attentionBandsOf(heatmap) : []
  const isClicks = layer !== 'scroll' && layer !== 'attention'
  const tone = layer === 'rage' || layer === 'dead' ? 'loss' : 'thread'
  const active = pointed ?? picked
  const pick = (element: string): void => props.onPick(element === picked ? undefined : element)
  const pickedBox = picked === undefined ? undefined : boxes?.get(picked)
  const pickedTop = pickedBox && pickedBox.top * scale
  useEffect(() => {
    if (pickedTop !== undefined) scroller.current?.scrollTo({ top: pickedTop - 120 })
  }, [pickedTop])
  const { title, unit, marks } = legends[layer]
  const none = isClicks
    ? points.length === 0 && elements.length === 0
    : bands.every(({ strength }) => strength === 0)
  return (
    <div className={classes.columns}>
      <ChartCard
        title={`${title} on ${path}`}
        unit={<PageNote heatmap={heatmap} state={state} />}
        table={heatmapTable(heatmap, layer)}
        tableHeight={640}
        picture={() =>
          heatmapPicture({
            width,
            height,
            tone,
            density: isClicks ? density : undefined,
            bands,
            elements,
            boxes: boxes ?? new Map(),
          })
        }
      >
        <HeatLegend
          faint={!isClicks}
          tone={tone}
          unit={unit}
          marks={marks ?? (isClicks ? densityMarks(density.most) : attentionMarks(heatmap))}
        />
        <section ref={scroller} className={classes.scroller} aria-label={`${title} drawn on the page`}>
          <div ref={ref}>
            <div className={classes.page} style={{ width: width * scale, height: height * scale }}>
              <div ref={place} className={classes.place} data-ready={snapshot !== undefined || undefined} />
              <div className={classes.veil} data-ready={snapshot !== undefined || undefined} />
              {isClicks ? (
                <>
                  <DensityCanvas density={density} tone={tone} />
                  <ElementMarks
                    elements={elements}
                    boxes={boxes ?? spotsOf(elements, width)}
                    scale={scale}
                    tone={tone}
                    active={active}
                    picked={picked}
                    onActive={setPointed}
                    onPick={pick}
                  />
                </>
              ) : (
                <PageBands
                  bands={bands}
                  height={height * scale}
                  fold={heatmap.viewportHeight === null ? null : heatmap.viewportHeight * scale}
                  active={pointed}
                  onActive={setPointed}
                />
              )}
              {state.status === 'loading' ? (
                <p className={classes.loading} role="status">
                  Rebuilding the page …
                </p>
              ) : null}
            </div>
          </div>
        </section>
      </ChartCard>
      <div className={classes.side}>
        <Card
          title={isClicks ? 'Elements' : 'Down the page'}
          hint={
            isClicks
              ? `${formatCount(heatmap.elementsInAll, 'element')}; share of ${formatCount(heatmap.views, 'view')} with its 95 % interval`
              : layer === 'scroll'
                ? `Share of ${formatCount(heatmap.views, 'view')} that saw at least as far, with its 95 % interval`
                : `Median time in the window with its 95 % interval, of ${formatCount(heatmap.attention.told, 'view')} that told`
          }
        >
          {none ? (
            <EmptyState inset title={empty[layer].title} why={empty[layer].why} />
          ) : isClicks ? (
            <ElementList
              elements={elements}
              views={heatmap.views}
              tone={tone}
              boxes={boxes}
              active={active}
              picked={picked}
              onActive={setPointed}
              onPick={pick}
            />
          ) : (
            <BandList bands={bands} active={pointed} onActive={setPointed} />
          )}
        </Card>
      </div>
    </div>
  )
}

const near = `within ${hitRadius} px`

const legends: Readonly<Record<HeatmapLayer, { title: string; unit: string; marks?: readonly string[] }>> = {
  clicks: { title: 'Clicks', unit: `Clicks ${near}` },
  rage: { title: 'Rage clicks', unit: `Rage clicks ${near}` },
  dead: { title: 'Dead clicks', unit: `Dead clicks ${near}` },
  scroll: {
    title: 'Scroll reach',
    unit: 'Share of views that saw it',
    marks: ['0\u202f%', '50\u202f%', '100\u202f%'],
  },
  attention: { title: 'Attention', unit: 'Median time in the window' },
}

const empty: Readonly<Record<HeatmapLayer, { title: string; why: string }>> = {
  clicks: { title: 'Nobody clicked here.', why: 'Choose a longer period, another page or all devices.' },
  rage: { title: 'No rage clicks here.', why: 'Nobody clicked three times or more on one spot in a second.' },
  dead: {
    title: 'No dead clicks here.',
    why: 'Whatever looked as if it did something, did something when it was clicked.',
  },
  scroll: {
    title: 'No view told how far it went.',
    why: 'The script on your site tells it when a page is left.',
  },
  attention: {
    title: 'No view told what was looked at.',
    why: 'The script on your site tells it when a page is left.',
  },
}
