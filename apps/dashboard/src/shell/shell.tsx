import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { BrandMark } from '../ui/brand.tsx'
import { Icon } from '../ui/icon.tsx'
import { PageBar } from './page-bar.tsx'
import classes from './shell.module.css'
import { Sidebar } from './sidebar.tsx'

/** The frame around every page behind the login: the rooms at the side, the page in the middle. */
export function Shell() {
  const [open, drawer] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const bar = useRouterState({ select: (state) => state.matches.at(-1)?.staticData.bar })

  // biome wants the dependency used: going to another page is what closes the drawer.
  useEffect(() => {
    if (path) drawer.close()
  }, [path, drawer.close])

  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <div className={classes.app}>
        <nav aria-label="Menu" className={classes.top}>
          <ActionIcon onClick={drawer.open} aria-label="Open the menu" size="lg" aria-expanded={open}>
            <Icon name="menu" size={20} />
          </ActionIcon>
          <BrandMark />
          <b>Throughline</b>
        </nav>
        <div className={classes.side}>
          <Sidebar />
        </div>
        <Drawer
          opened={open}
          onClose={drawer.close}
          size={240}
          padding={0}
          title={<span className="visually-hidden">Menu</span>}
          closeButtonProps={{ 'aria-label': 'Close the menu', m: 'sm' }}
        >
          <Sidebar />
        </Drawer>
        <main id="main" tabIndex={-1} className={classes.main}>
          {bar ? <PageBar kind={bar} /> : null}
          <Outlet />
        </main>
      </div>
    </>
  )
}
