import { SegmentedControl, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { Heatmap } from '@throughline/contract/heatmaps'
import { formatNumber } from '../../format/number.ts'
import { type HeatmapLayer, type HeatmapSearch, heatmapLayers } from './heatmap-search.ts'
import classes from './heatmaps.module.css'
import { PagePicker } from './page-picker.tsx'
import { useHeatmapAudience } from './use-heatmap-audience.ts'

const route = getRouteApi('/shell/heatmaps')

const layerNames: Readonly<Record<HeatmapLayer, string>> = {
  clicks: 'Clicks',
  rage: 'Rage',
  dead: 'Dead',
  scroll: 'Scroll',
  attention: 'Attention',
}

const deviceNames: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  mobile: 'Phone',
  tablet: 'Tablet',
  '': 'Unknown',
}

/** Which page, on which device, and what of it is drawn. */
export function HeatmapTools({ path, devices }: { path: string; devices: Heatmap['devices'] }) {
  const search = route.useSearch()
  const audience = useHeatmapAudience(search.device)
  const change = useHeatmapSearch()
  const { element: _, ...kept } = search
  const { device: _device, ...ofAll } = kept
  const options = [
    { value: '', label: 'All devices' },
    ...devices
      .filter(({ device }) => device !== '')
      .map(({ device, views }) => ({
        value: device,
        label: `${deviceNames[device] ?? device} (${formatNumber(views)})`,
      })),
  ]
  const chosen = search.device ?? ''
  if (!options.some(({ value }) => value === chosen))
    options.push({ value: chosen, label: deviceNames[chosen] ?? chosen })
  return (
    <>
      <PagePicker value={path} audience={audience} onChange={(next) => change({ ...kept, path: next })} />
      <Select
        aria-label="Device"
        data={options}
        value={chosen}
        onChange={(device) => change(device ? { ...kept, device } : ofAll)}
        allowDeselect={false}
        size="xs"
        w={150}
      />
      <div className={classes.layers}>
        <SegmentedControl
          aria-label="What is drawn"
          data={heatmapLayers.map((value) => ({ value, label: layerNames[value] }))}
          value={search.show ?? 'clicks'}
          onChange={(value) => {
            const show = heatmapLayers.find((layer) => layer === value)
            if (show) change({ ...kept, show })
          }}
          size="xs"
        />
      </div>
    </>
  )
}

/** Changes the page's own part of the link. */
export function useHeatmapSearch(): (next: HeatmapSearch) => void {
  const navigate = route.useNavigate()
  return (next) => {
    const cleared = { path: undefined, device: undefined, show: undefined, element: undefined }
    void navigate({
      to: '/heatmaps',
      search: (old) => ({ ...old, ...cleared, ...next }),
      replace: true,
      resetScroll: false,
    })
  }
}
