import { Switch } from '@mantine/core'
import type { Environment } from '@throughline/contract/environments'
import { type Flag, switchFlag } from '@throughline/contract/flags'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { settingsText } from '../flag-words.ts'
import classes from '../flags.module.css'
import { useFlagAct, useFlagWords } from '../use-flags.ts'
import { AskDialog } from './ask-dialog.tsx'

/** The switch of one environment. It takes effect at once; in the default one it asks first. */
export function FlagSwitch({ flag, environment }: { flag: Flag; environment: Environment }) {
  const words = useFlagWords()
  const [asking, ask] = useState(false)
  const settings = flag.environments[environment.key]
  const turn = useFlagAct(
    (enabled: boolean) =>
      call(switchFlag, {
        params: { key: flag.key },
        body: { environment: environment.key, enabled },
      }),
    () => ask(false),
  )
  if (!settings) return null
  const { enabled } = settings
  const effect = `${settingsText({ ...settings, enabled: !enabled }, words)}.`
  return (
    <Card>
      <div className={classes.switch}>
        <Switch
          size="md"
          checked={enabled}
          disabled={flag.archivedAt !== null || turn.isPending}
          onChange={() => (environment.isDefault ? ask(true) : turn.mutate(!enabled))}
          label={<b>{`${enabled ? 'On' : 'Off'} in ${environment.name}`}</b>}
          description={
            enabled
              ? 'The kill switch: off, everybody gets the same at once, whatever the rules say'
              : 'Rules wait until it is on'
          }
        />
      </div>
      {turn.error && !asking ? (
        <p role="alert" className={classes.problem}>
          {turn.error.message}
        </p>
      ) : null}
      <AskDialog
        opened={asking}
        title={`Switch “${flag.name}” ${enabled ? 'off' : 'on'} in ${environment.name}?`}
        action={enabled ? 'Switch it off' : 'Switch it on'}
        pending={turn.isPending}
        problem={turn.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => turn.mutate(!enabled)}
      >
        <p>Then {effect} Clients hear of it within seconds. The same switch takes it back.</p>
      </AskDialog>
    </Card>
  )
}
