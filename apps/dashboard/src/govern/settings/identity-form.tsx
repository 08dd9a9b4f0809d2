import { Switch } from '@mantine/core'
import type { IdentityRules } from '@throughline/contract/projects'
import { Card } from '../../ui/card.tsx'
import classes from './settings.module.css'
import { useChangeProject } from './use-change-project.ts'

/** When two known people are one. Off by default: a shared address must not join a family. */
export function IdentityForm({ rules }: { rules: IdentityRules }) {
  const change = useChangeProject()
  const shown = change.isPending ? { ...rules, ...change.variables?.identityRules } : rules
  const save = (part: Partial<IdentityRules>): void => change.mutate({ identityRules: { ...rules, ...part } })
  return (
    <Card
      title="When two user ids are one person"
      hint="A visitor’s anonymous id always joins the user id that claims it first. Two user ids join only by these rules, or by hand on a person’s page; either can be undone there."
    >
      <div className={classes.form}>
        <Switch
          label="They have the same e-mail address"
          checked={shown.joinByEmail}
          onChange={(event) => save({ joinByEmail: event.currentTarget.checked })}
        />
        <Switch
          label="They have the same phone number"
          checked={shown.joinByPhone}
          onChange={(event) => save({ joinByPhone: event.currentTarget.checked })}
        />
        {change.error ? <p role="alert">{change.error.message}</p> : null}
      </div>
    </Card>
  )
}
