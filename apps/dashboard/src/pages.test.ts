import type { RegisteredRouter, RouteById } from '@tanstack/react-router'
import { expectTypeOf, it } from 'vitest'
import type { LiveSearch } from './listen/live/live-search.ts'
import type { makeRouter } from './router.tsx'
import type { ReportSearch } from './understand/reports/report-search.ts'
import type { ViewSearch } from './view/view-search.ts'

type Routes = RegisteredRouter['routeTree']
type SearchOf<Id extends string> = RouteById<Routes, Id>['types']['fullSearchSchema']

// The compiler is who fails these: `npm run types`.
it('knows which search parameters a page takes', () => {
  expectTypeOf<RegisteredRouter>().toEqualTypeOf<ReturnType<typeof makeRouter>>()
  expectTypeOf<SearchOf<'/shell/live'>>().not.toBeAny()
  expectTypeOf<SearchOf<'/shell/live'>>().branded.toEqualTypeOf<ViewSearch & LiveSearch>()
  expectTypeOf<SearchOf<'/shell/reports/new'>>().branded.toEqualTypeOf<ViewSearch & ReportSearch>()
})

it('knows which pages there are', () => {
  expectTypeOf<RouteById<Routes, '/shell/people/$id'>>().not.toBeNever()
  expectTypeOf<RouteById<Routes, '/shell/nowhere'>>().toBeNever()
})
