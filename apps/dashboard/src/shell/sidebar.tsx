import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { useId, useMemo } from 'react'
import { BrandMark } from '../ui/brand.tsx'
import { FindingCount } from '../understand/friction/finding-count.tsx'
import type { Room } from './page-info.ts'
import classes from './sidebar.module.css'
import { UserMenu } from './user-menu.tsx'

const rooms: readonly { readonly room: Room; readonly heading: string }[] = [
  { room: 'listen', heading: 'Listen' },
  { room: 'understand', heading: 'Understand' },
  { room: 'act', heading: 'Act' },
  { room: 'prove', heading: 'Prove' },
]

/** The rooms with the pages that exist; a room without a page does not appear. */
export function Sidebar() {
  const pages = usePages()
  const id = useId()
  return (
    <nav aria-label="Main" className={classes.nav}>
      <Link to="/" className={classes.brand ?? ''} aria-label="Throughline, home" activeProps={{}}>
        <BrandMark />
        Throughline
      </Link>
      <PageList pages={pages} room="home" />
      {rooms.map(({ room, heading }) =>
        pages.some((page) => page.room === room) ? (
          <div key={room}>
            <p className={classes.room} id={`${id}-${room}`}>
              {heading}
            </p>
            <PageList pages={pages} room={room} labelledBy={`${id}-${room}`} />
          </div>
        ) : null,
      )}
      <div className={classes.foot}>
        <PageList pages={pages} room="settings" />
        <UserMenu />
      </div>
    </nav>
  )
}

interface NavPage {
  readonly path: string
  readonly room: Room
  readonly label: string
}

/** The sidebar's entries, in the order of the page table. */
function usePages(): readonly NavPage[] {
  const { routesById } = useRouter()
  return useMemo(
    () =>
      Object.values(routesById).flatMap((route) => {
        const nav = route.options.staticData?.nav
        return nav ? [{ path: route.fullPath, room: nav.room, label: nav.label }] : []
      }),
    [routesById],
  )
}

function PageList({
  pages,
  room,
  labelledBy,
}: {
  pages: readonly NavPage[]
  room: Room
  labelledBy?: string
}) {
  const partOf = useRouterState({ select: (state) => state.matches.at(-1)?.staticData.partOf })
  return (
    <ul className={classes.list} aria-labelledby={labelledBy}>
      {pages
        .filter((page) => page.room === room)
        .map((page) => (
          <li key={page.path}>
            <Link
              to={page.path}
              className={classes.link ?? ''}
              activeOptions={{ exact: page.path === '/', includeSearch: false }}
              {...(page.path === partOf ? { 'aria-current': 'page' } : {})}
            >
              {page.label}
              {page.path === '/friction' ? <FindingCount /> : null}
            </Link>
          </li>
        ))}
    </ul>
  )
}
