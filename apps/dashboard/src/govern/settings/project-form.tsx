import { Button, Select, TextInput } from '@mantine/core'
import type { Project } from '@throughline/contract/projects'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../api-problem.ts'
import { Card } from '../../ui/card.tsx'
import { timezoneChoices } from '../../view/zoned-time.ts'
import classes from './settings.module.css'
import { useChangeProject } from './use-change-project.ts'

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' })
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code} · ${currencyNames.of(code) ?? code}`,
}))

/** Name, time zone and currency of the project. */
export function ProjectForm({ project }: { project: Project }) {
  const [values, setValues] = useState({
    name: project.name,
    timezone: project.timezone,
    currency: project.currency,
  })
  const change = useChangeProject()
  const problem = change.error instanceof ApiProblem ? change.error : undefined
  const problemAt = (field: string): string | undefined =>
    problem?.field?.includes(field) ? problem.message : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(values)
  }
  return (
    <Card title="Project" hint="How numbers are counted and named, everywhere.">
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
          error={problemAt('name')}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <Select
          label="Time zone"
          description="Days, weeks and months begin when they begin here. A page can be looked at in another zone."
          data={timezoneChoices(project.timezone)}
          value={values.timezone}
          onChange={(timezone) => timezone && setValues({ ...values, timezone })}
          error={problemAt('timezone')}
          searchable
          limit={80}
          allowDeselect={false}
        />
        <Select
          label="Currency"
          description="What an order counts in that names no currency itself. Other currencies stay as they are."
          data={currencies}
          value={values.currency}
          onChange={(currency) => currency && setValues({ ...values, currency })}
          error={problemAt('currency')}
          searchable
          limit={80}
          allowDeselect={false}
        />
        <div className={classes.actions}>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
          <span aria-live="polite" className={classes.saved}>
            {change.isSuccess ? 'Saved' : ''}
          </span>
        </div>
        {problem && !problem.field ? <p role="alert">{problem.message}</p> : null}
      </form>
    </Card>
  )
}
