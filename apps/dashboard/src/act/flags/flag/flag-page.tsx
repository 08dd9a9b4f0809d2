import { SegmentedControl } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Environment } from '@throughline/contract/environments'
import type { Flag } from '@throughline/contract/flags'
import { useState } from 'react'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { flagSentence } from '../flag-words.ts'
import classes from '../flags.module.css'
import type { SettingsDraft } from '../rules/settings-draft.ts'
import { SettingsEditor } from '../rules/settings-editor.tsx'
import { useEnvironments, useFlag, useFlagWords } from '../use-flags.ts'
import { AboutCard } from './about-card.tsx'
import { FlagActions } from './flag-actions.tsx'
import { FlagHistory } from './flag-history.tsx'
import { FlagSwitch } from './flag-switch.tsx'
import { SnippetCard } from './snippet-card.tsx'
import { TryCard } from './try-card.tsx'
import { UsageCard } from './usage-card.tsx'
import { VariationsCard } from './variations-card.tsx'

const route = getRouteApi('/shell/flags/$key')

/** One flag: what it serves where, why, to whom it would serve what, and who changed it when. */
export function FlagPage() {
  const { key } = route.useParams()
  const flag = useFlag(key)
  const environments = useEnvironments()
  if (flag.isPending || environments.isPending) return <PageSkeleton />
  if (flag.isError || environments.isError) {
    return (
      <ErrorState
        title="The flag could not be loaded"
        error={flag.error ?? environments.error}
        onRetry={() => Promise.all([flag.refetch(), environments.refetch()])}
      />
    )
  }
  return <FlagDetail key={key} flag={flag.data} environments={environments.data.environments} />
}

function FlagDetail({ flag, environments }: { flag: Flag; environments: readonly Environment[] }) {
  const search = route.useSearch()
  const words = useFlagWords()
  const chosen = environments.find(({ key }) => key === search.environment) ?? environments[0]
  const [draft, setDraft] = useState<SettingsDraft>()
  const settings = chosen ? flag.environments[chosen.key] : undefined
  if (!chosen || !settings) return null
  return (
    <>
      <PageTitle
        above={<Link to="/flags">Flags</Link>}
        sub={
          <>
            <code className={classes.key}>{flag.key}</code>
            {flag.description === '' ? null : <> · {flag.description}</>}
          </>
        }
        actions={<FlagActions flag={flag} />}
      >
        {flagSentence(flag, chosen.key, chosen.name, words)}
      </PageTitle>
      {environments.length > 1 ? (
        <EnvironmentPicker flag={flag} environments={environments} chosen={chosen.key} />
      ) : null}
      <div className={classes.cols}>
        <div className={classes.sections}>
          <FlagSwitch flag={flag} environment={chosen} />
          <SettingsEditor
            key={chosen.key}
            flag={flag}
            environment={chosen}
            settings={settings}
            onDraft={setDraft}
          />
          <VariationsCard key={`variations of ${flag.key}`} flag={flag} />
          <FlagHistory flag={flag} environments={environments} />
        </div>
        <div className={classes.sections}>
          <TryCard key={chosen.key} flag={flag} environment={chosen} draft={draft} />
          <SnippetCard flag={flag} environment={chosen} />
          <UsageCard flag={flag} environment={chosen} />
          <AboutCard flag={flag} />
        </div>
      </div>
    </>
  )
}

function EnvironmentPicker(props: { flag: Flag; environments: readonly Environment[]; chosen: string }) {
  const navigate = useNavigate()
  const { flag, environments } = props
  return (
    <SegmentedControl
      aria-label="Environment"
      className={classes.environments ?? ''}
      value={props.chosen}
      onChange={(environment) =>
        navigate({
          to: '/flags/$key',
          params: { key: flag.key },
          search: (old) => ({ ...old, environment }),
          replace: true,
        })
      }
      data={environments.map(({ key, name }) => ({
        value: key,
        label: `${name} · ${flag.environments[key]?.enabled ? 'on' : 'off'}`,
      }))}
    />
  )
}
