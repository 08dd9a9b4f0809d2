import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { getProject } from '@throughline/contract/projects'
import { useCallback } from 'react'
import { query } from '../../api.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { FrictionSettings } from '../../understand/friction/settings/friction-settings.tsx'
import { IdentityForm } from './identity-form.tsx'
import { ProjectForm } from './project-form.tsx'
import { SendEvents } from './send-events.tsx'
import classes from './settings.module.css'
import { settingsTabs } from './settings-search.ts'
import { TokenList } from './token-list.tsx'

const route = getRouteApi('/shell/settings')

/** What the project is called, how its days and money count, who may send to it and who may read it. */
export function SettingsPage() {
  const { tab = 'send' } = route.useSearch()
  const navigate = useNavigate()
  const project = useQuery(query(getProject, {}))
  // A narrow screen has no room for all tabs; the one that is open must be among those it shows.
  const list = useCallback((tabs: HTMLDivElement | null) => {
    tabs?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])
  if (project.isPending) return <PageSkeleton />
  if (project.isError) {
    return (
      <ErrorState
        title="The settings could not be loaded"
        error={project.error}
        onRetry={() => project.refetch()}
      />
    )
  }
  const open = (value: string | null): void => {
    const next = settingsTabs.find((name) => name === value)
    if (next) void navigate({ to: '/settings', search: { tab: next } })
  }
  return (
    <>
      <PageTitle
        sub={
          <>
            Who may send events, who may read them, how days and money are counted, and who is told of
            expensive findings. Which event belongs to which stage of the journey is set under{' '}
            <Link to="/journeys/mapping">Stages</Link>.
          </>
        }
      >
        Settings
      </PageTitle>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List ref={list} mb="lg" className={classes.tabs ?? ''}>
          <Tabs.Tab value="send">Send events</Tabs.Tab>
          <Tabs.Tab value="project">Project</Tabs.Tab>
          <Tabs.Tab value="tokens">API tokens</Tabs.Tab>
          <Tabs.Tab value="people">Identity</Tabs.Tab>
          <Tabs.Tab value="friction">Alerts and releases</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="send">
          <SendEvents writeKey={project.data.writeKey} />
        </Tabs.Panel>
        <Tabs.Panel value="project">
          <ProjectForm project={project.data} />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <TokenList />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <IdentityForm rules={project.data.identityRules} />
        </Tabs.Panel>
        <Tabs.Panel value="friction">
          <FrictionSettings />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
