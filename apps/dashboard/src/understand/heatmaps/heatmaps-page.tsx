import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { getHeatmap, type HeatmapPage, listHeatmapPages } from '@throughline/contract/heatmaps'
import { query } from '../../api.ts'
import { SampleShopButton } from '../../home/sample-shop-button.tsx'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useView } from '../../view/use-view.ts'
import { heatmapFinding, isUnseen } from './heatmap-finding.ts'
import { HeatmapMethod } from './heatmap-method.tsx'
import { signalOf } from './heatmap-search.ts'
import { HeatmapSkeleton } from './heatmap-skeleton.tsx'
import { HeatmapTools, useHeatmapSearch } from './heatmap-tools.tsx'
import { HeatmapView } from './heatmap-view.tsx'
import { PagesTable } from './pages-table.tsx'
import { useHeatmapAudience } from './use-heatmap-audience.ts'

const route = getRouteApi('/shell/heatmaps')

/** Heatmaps: where a page is clicked, clicked in rage and in vain, how far it is seen and what is looked at. */
export function HeatmapsPage() {
  const project = useProject()
  const { device, path } = route.useSearch()
  const audience = useHeatmapAudience(device)
  const pages = useQuery({
    ...query(listHeatmapPages, { body: audience }),
    placeholderData: keepPreviousData,
  })
  if (!project.extent) return <NothingYet />
  if (pages.isPending) return <HeatmapSkeleton />
  if (pages.isError) {
    return (
      <ErrorState title="The pages could not be listed" error={pages.error} onRetry={() => pages.refetch()} />
    )
  }
  const shown = path ?? pages.data.pages[0]?.path
  if (shown === undefined) return <NoPages />
  return <OneHeatmap path={shown} pages={pages.data.pages} />
}

function OneHeatmap({ path, pages }: { path: string; pages: readonly HeatmapPage[] }) {
  const search = route.useSearch()
  const audience = useHeatmapAudience(search.device)
  const change = useHeatmapSearch()
  const layer = search.show ?? 'clicks'
  const { element, ...rest } = search
  const heatmap = useQuery({
    ...query(getHeatmap, { body: { ...audience, path, signal: signalOf[layer] } }),
    placeholderData: keepPreviousData,
  })
  if (heatmap.isPending) return <HeatmapSkeleton />
  if (heatmap.isError) {
    return (
      <ErrorState
        title="The heatmap could not be drawn"
        error={heatmap.error}
        onRetry={() => heatmap.refetch()}
      />
    )
  }
  const { sentence, sub } = heatmapFinding(heatmap.data, layer, path)
  return (
    <>
      <PageTitle sub={sub} actions={<HeatmapTools path={path} devices={heatmap.data.devices} />}>
        {sentence}
      </PageTitle>
      {isUnseen(heatmap.data) ? (
        <Card>
          <EmptyState
            inset
            title="Nothing to draw."
            why="Choose another page below, all devices or a longer period; * in a path stands for one part of it, as in /product/*."
          />
        </Card>
      ) : (
        <div aria-busy={heatmap.isFetching}>
          <HeatmapView
            heatmap={heatmap.data}
            layer={layer}
            path={path}
            picked={element}
            onPick={(next) => change(next === undefined ? rest : { ...rest, element: next })}
          />
        </div>
      )}
      {pages.length > 0 ? (
        <PagesTable pages={pages} shown={path} onShow={(next) => change({ ...rest, path: next })} />
      ) : null}
      <HeatmapMethod />
    </>
  )
}

function NothingYet() {
  return (
    <EmptyState
      title="Here you see where people click, and where in vain."
      why="Every page of your site with its clicks, rage clicks and dead clicks, how far people scroll and what they look at, drawn over the page itself. It draws itself as soon as the script is on your site."
      action={<SampleShopButton />}
    />
  )
}

/** Events there are, but no page view or click among them. */
function NoPages() {
  const { change, segment } = useView()
  return (
    <EmptyState
      title="No page was seen in this period."
      why="There are events, but no page views and no clicks of these people in these days. The script on your site sends both by itself."
      action={
        <Button onClick={() => change({ period: 'all', ...(segment === undefined ? {} : { segment }) })}>
          Show all time
        </Button>
      }
    />
  )
}
