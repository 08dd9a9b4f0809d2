import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import type { Profile } from '@throughline/contract/people'
import { AboutPerson } from './about/about-person.tsx'
import { IdentityPanel } from './identity/identity-panel.tsx'
import { PersonOrders } from './orders/person-orders.tsx'
import classes from './people.module.css'
import { type PersonSearch, personTabs } from './person-search.ts'
import { Timeline } from './timeline/timeline.tsx'

const route = getRouteApi('/shell/people/$id')

/** What they did beside who they are; on a narrow screen both are tabs, so that neither hides below the other. */
export function PersonParts({ id, profile }: { id: string; profile: Profile }) {
  const { tab = 'timeline', event } = route.useSearch()
  const narrow = useMediaQuery('(max-width: 1080px)')
  const navigate = route.useNavigate()
  const change = (next: PersonSearch): void => {
    void navigate({
      to: '/people/$id',
      params: { id },
      search: (old) => ({ ...old, ...next }),
      replace: true,
      resetScroll: false,
    })
  }
  const open = (name: string | null): void => {
    const next = personTabs.find((known) => known === name)
    if (next) change({ tab: next })
  }
  return (
    <div className={classes.cols}>
      <Tabs
        value={tab === 'about' && !narrow ? 'timeline' : tab}
        onChange={open}
        keepMounted={false}
        className={classes.main ?? ''}
      >
        <Tabs.List mb="md" className={classes.tabs ?? ''}>
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          {narrow ? <Tabs.Tab value="about">About</Tabs.Tab> : null}
          <Tabs.Tab value="orders">Orders</Tabs.Tab>
          <Tabs.Tab value="identity">Identity</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline">
          <Timeline
            id={id}
            profileId={profile.profileId}
            event={event}
            onEvent={(name) => change({ event: name })}
          />
        </Tabs.Panel>
        {narrow ? (
          <Tabs.Panel value="about">
            <AboutPerson id={id} profile={profile} />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="orders">
          <PersonOrders id={id} profile={profile} />
        </Tabs.Panel>
        <Tabs.Panel value="identity">
          <IdentityPanel id={id} profile={profile} />
        </Tabs.Panel>
      </Tabs>
      {narrow ? null : (
        <aside aria-label="About this person">
          <AboutPerson id={id} profile={profile} />
        </aside>
      )}
    </div>
  )
}
