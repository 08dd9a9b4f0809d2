import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { parseFlagSearch, parseFlagsSearch } from './act/flags/flag-search.ts'
import { parseLoginSearch } from './govern/access/access-search.ts'
import { parseSettingsSearch } from './govern/settings/settings-search.ts'
import { parseLiveSearch } from './listen/live/live-search.ts'
import { parseMomentSearch, parseRecordingsSearch } from './listen/recordings/recordings-search.ts'
import { parseExperimentSearch } from './prove/experiments/experiment-search.ts'
import { NotFound } from './shell/not-found.tsx'
import type {} from './shell/page-info.ts'
import { requireLogin } from './shell/require-login.ts'
import { RootLayout } from './shell/root-layout.tsx'
import { Shell } from './shell/shell.tsx'
import { parseFormSearch } from './understand/forms/form-search.ts'
import { parseFrictionSearch } from './understand/friction/friction-search.ts'
import { parseHeatmapSearch } from './understand/heatmaps/heatmap-search.ts'
import { parseJourneySearch } from './understand/journeys/journey-search.ts'
import { parsePeopleSearch, parseWords } from './understand/people/people-search.ts'
import { parsePersonSearch } from './understand/people/person-search.ts'
import { parseReportSearch } from './understand/reports/report-search.ts'
import { parseSpeedSearch } from './understand/speed/speed-search.ts'
import { parseViewSearch, viewKeys } from './view/view-search.ts'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: requireLogin,
  validateSearch: parseViewSearch,
  search: { middlewares: [retainSearchParams([...viewKeys])] },
})

const outside = () => root
const inside = () => shell
const lazy = lazyRouteComponent

/**
 * Every page of the dashboard, one entry a page, in the order of the sidebar. To add one: write its component in its
 * room's folder (`understand/people/people-page.tsx`) and add its entry here; the sidebar, the document title, the
 * line with period and segment, and loading it only when it is opened all follow.
 *
 * The list stands by itself, not inside `addChildren`: as an argument there, each route would take its types from what
 * `addChildren` accepts, any route, and links and search parameters would no longer be checked.
 */
const pages = [
  createRoute({
    getParentRoute: inside,
    path: '/',
    component: lazy(() => import('./home/home-page.tsx'), 'HomePage'),
    staticData: { title: 'Home', bar: 'view', nav: { room: 'home', label: 'Home' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/live',
    validateSearch: parseLiveSearch,
    component: lazy(() => import('./listen/live/live-page.tsx'), 'LivePage'),
    staticData: { title: 'Live', bar: 'project', nav: { room: 'listen', label: 'Live' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/recordings',
    validateSearch: parseRecordingsSearch,
    component: lazy(() => import('./listen/recordings/recordings-page.tsx'), 'RecordingsPage'),
    staticData: { title: 'Recordings', bar: 'period', nav: { room: 'listen', label: 'Recordings' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/recordings/$id',
    validateSearch: parseMomentSearch,
    component: lazy(() => import('./listen/recordings/player/recording-page.tsx'), 'RecordingPage'),
    staticData: { title: 'Recording', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/imports',
    component: lazy(() => import('./listen/imports/imports-page.tsx'), 'ImportsPage'),
    staticData: { title: 'Imports', bar: 'project', nav: { room: 'listen', label: 'Imports' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/imports/$id',
    component: lazy(() => import('./listen/imports/import-page.tsx'), 'ImportPage'),
    staticData: { title: 'Import', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/friction',
    validateSearch: parseFrictionSearch,
    component: lazy(() => import('./understand/friction/friction-page.tsx'), 'FrictionPage'),
    staticData: { title: 'Friction', bar: 'period', nav: { room: 'understand', label: 'Friction' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/friction/$id',
    component: lazy(() => import('./understand/friction/finding-page.tsx'), 'FindingPage'),
    staticData: { title: 'Finding', bar: 'period' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/journeys',
    validateSearch: parseJourneySearch,
    component: lazy(() => import('./understand/journeys/journeys-page.tsx'), 'JourneysPage'),
    staticData: { title: 'Journeys', bar: 'view', nav: { room: 'understand', label: 'Journeys' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/journeys/mapping',
    component: lazy(() => import('./understand/journeys/mapping/mapping-page.tsx'), 'MappingPage'),
    staticData: { title: 'Stages', bar: 'period' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/heatmaps',
    validateSearch: parseHeatmapSearch,
    component: lazy(() => import('./understand/heatmaps/heatmaps-page.tsx'), 'HeatmapsPage'),
    staticData: { title: 'Heatmaps', bar: 'view', nav: { room: 'understand', label: 'Heatmaps' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/forms',
    validateSearch: parseFormSearch,
    component: lazy(() => import('./understand/forms/forms-page.tsx'), 'FormsPage'),
    staticData: { title: 'Forms', bar: 'view', nav: { room: 'understand', label: 'Forms' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/speed',
    validateSearch: parseSpeedSearch,
    component: lazy(() => import('./understand/speed/speed-page.tsx'), 'SpeedPage'),
    staticData: { title: 'Speed', bar: 'view', nav: { room: 'understand', label: 'Speed' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/people',
    validateSearch: parsePeopleSearch,
    component: lazy(() => import('./understand/people/people-page.tsx'), 'PeoplePage'),
    staticData: { title: 'People', bar: 'segment', nav: { room: 'understand', label: 'People' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/people/groups',
    validateSearch: parseWords,
    component: lazy(() => import('./understand/people/groups/groups-page.tsx'), 'GroupsPage'),
    staticData: { title: 'Groups', bar: 'record' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/people/groups/$groupId',
    component: lazy(() => import('./understand/people/groups/group-page.tsx'), 'GroupPage'),
    staticData: { title: 'Group', bar: 'record' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/people/$id',
    validateSearch: parsePersonSearch,
    component: lazy(() => import('./understand/people/person-page.tsx'), 'PersonPage'),
    staticData: { title: 'Person', bar: 'record' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/reports',
    component: lazy(() => import('./understand/reports/reports-page.tsx'), 'ReportsPage'),
    staticData: { title: 'Reports', bar: 'project', nav: { room: 'understand', label: 'Reports' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/reports/new',
    validateSearch: parseReportSearch,
    component: lazy(() => import('./understand/reports/report-builder-page.tsx'), 'ReportBuilderPage'),
    staticData: { title: 'New report', bar: 'view' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/reports/$id',
    component: lazy(() => import('./understand/reports/saved-report-page.tsx'), 'SavedReportPage'),
    staticData: { title: 'Report', bar: 'view' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/boards/$id',
    component: lazy(() => import('./understand/reports/boards/board-page.tsx'), 'BoardPage'),
    staticData: { title: 'Board', bar: 'project', partOf: '/reports' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/segments',
    component: lazy(() => import('./understand/segments/segments-page.tsx'), 'SegmentsPage'),
    staticData: { title: 'Segments', bar: 'project', nav: { room: 'understand', label: 'Segments' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/segments/new',
    component: lazy(() => import('./understand/segments/new-segment-page.tsx'), 'NewSegmentPage'),
    staticData: { title: 'New segment', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/segments/$id',
    component: lazy(() => import('./understand/segments/segment-page.tsx'), 'SegmentPage'),
    staticData: { title: 'Segment', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/flags',
    validateSearch: parseFlagsSearch,
    component: lazy(() => import('./act/flags/list/flags-page.tsx'), 'FlagsPage'),
    staticData: { title: 'Flags', bar: 'project', nav: { room: 'act', label: 'Flags' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/flags/$key',
    validateSearch: parseFlagSearch,
    component: lazy(() => import('./act/flags/flag/flag-page.tsx'), 'FlagPage'),
    staticData: { title: 'Flag', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/environments',
    component: lazy(() => import('./act/flags/environments/environments-page.tsx'), 'EnvironmentsPage'),
    staticData: { title: 'Environments', bar: 'project', partOf: '/flags' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments',
    validateSearch: parseExperimentSearch,
    component: lazy(() => import('./prove/experiments/list/experiments-page.tsx'), 'ExperimentsPage'),
    staticData: { title: 'Experiments', bar: 'project', nav: { room: 'prove', label: 'Experiments' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments/new',
    component: lazy(() => import('./prove/experiments/form/new-experiment-page.tsx'), 'NewExperimentPage'),
    staticData: { title: 'New experiment', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments/metrics',
    component: lazy(() => import('./prove/experiments/metrics/metrics-page.tsx'), 'MetricsPage'),
    staticData: { title: 'Metrics', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments/settings',
    component: lazy(
      () => import('./prove/experiments/settings/experiment-settings-page.tsx'),
      'ExperimentSettingsPage',
    ),
    staticData: { title: 'Layers and holdout', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments/$id',
    component: lazy(() => import('./prove/experiments/experiment/experiment-page.tsx'), 'ExperimentPage'),
    staticData: { title: 'Experiment', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/experiments/$id/edit',
    component: lazy(() => import('./prove/experiments/form/edit-experiment-page.tsx'), 'EditExperimentPage'),
    staticData: { title: 'Experiment', bar: 'project' },
  }),
  createRoute({
    getParentRoute: inside,
    path: '/settings',
    validateSearch: parseSettingsSearch,
    component: lazy(() => import('./govern/settings/settings-page.tsx'), 'SettingsPage'),
    staticData: { title: 'Settings', bar: 'project', nav: { room: 'settings', label: 'Settings' } },
  }),
  createRoute({
    getParentRoute: inside,
    path: '$',
    component: NotFound,
    staticData: { title: 'Not found', bar: 'project' },
  }),
] as const

const pagesOutside = [
  createRoute({
    getParentRoute: outside,
    path: '/login',
    validateSearch: parseLoginSearch,
    component: lazy(() => import('./govern/access/login-page.tsx'), 'LoginPage'),
    staticData: { title: 'Log in' },
  }),
  createRoute({
    getParentRoute: outside,
    path: '/setup',
    component: lazy(() => import('./govern/access/setup-page.tsx'), 'SetupPage'),
    staticData: { title: 'Set up' },
  }),
  createRoute({
    getParentRoute: outside,
    path: '/experiments/$id/report',
    beforeLoad: requireLogin,
    component: lazy(() => import('./prove/experiments/report/report-page.tsx'), 'ReportPage'),
    staticData: { title: 'Report' },
  }),
  createRoute({
    getParentRoute: outside,
    path: '/shared/report',
    component: lazy(() => import('./prove/experiments/report/shared-report-page.tsx'), 'SharedReportPage'),
    staticData: { title: 'Report' },
  }),
] as const

/** Every page and, by its types, every link that there is. */
export const routeTree = root.addChildren([...pagesOutside, shell.addChildren(pages)])
