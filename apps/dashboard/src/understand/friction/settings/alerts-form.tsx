import { Button, NumberInput, TagsInput, TextInput } from '@mantine/core'
import type { FrictionSettings } from '@throughline/contract/friction-settings'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../../api-problem.ts'
import { Card } from '../../../ui/card.tsx'
import classes from './friction-settings.module.css'
import { useChangeFrictionSettings } from './use-change-friction-settings.ts'

/** Where a new expensive finding is told, once, and from how much money on it is expensive. */
export function AlertsForm(props: {
  settings: FrictionSettings & { readonly smtpConfigured: boolean }
  currency: string
}) {
  const { settings, currency } = props
  const [webhookUrl, setWebhookUrl] = useState(settings.webhookUrl ?? '')
  const [emails, setEmails] = useState([...settings.emails])
  const [alertFrom, setAlertFrom] = useState<number | string>(settings.alertFrom)
  const change = useChangeFrictionSettings()
  const problem = change.error instanceof ApiProblem ? change.error : undefined
  const problemAt = (field: string): string | undefined =>
    problem?.field?.includes(field) ? problem.message : undefined
  const placed = ['webhookUrl', 'emails', 'alertFrom'].some((field) => problemAt(field) !== undefined)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const url = webhookUrl.trim()
    change.mutate({ webhookUrl: url === '' ? null : url, emails, alertFrom: Number(alertFrom) })
  }
  return (
    <Card title="Alerts" hint="A new expensive finding is told once, when the daily look finds it.">
      <form className={classes.form} onSubmit={submit}>
        <NumberInput
          label={`Expensive from, in ${currency}`}
          description="Money at risk in 30 days"
          value={alertFrom}
          onChange={setAlertFrom}
          error={problemAt('alertFrom')}
          min={0}
          thousandSeparator=","
          hideControls
          required
          withAsterisk={false}
        />
        <TextInput
          label="Webhook"
          description="It gets the finding as JSON by POST. Leave it empty to send none."
          placeholder="https://hooks.example.com/friction"
          type="url"
          value={webhookUrl}
          onChange={(event) => setWebhookUrl(event.target.value)}
          error={problemAt('webhookUrl')}
          maxLength={2000}
        />
        <TagsInput
          label="E-mail addresses"
          description={
            settings.smtpConfigured
              ? 'Each gets a message. Press Enter after an address.'
              : 'No mail server is configured yet, so nobody is written to: set THROUGHLINE_SMTP_URL and THROUGHLINE_MAIL_FROM where the server runs.'
          }
          placeholder={emails.length === 0 ? 'mara@example.com' : ''}
          value={emails}
          onChange={setEmails}
          error={problemAt('emails')}
          maxTags={20}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
        />
        <div className={classes.actions}>
          <Button type="submit" loading={change.isPending} disabled={alertFrom === ''}>
            Save
          </Button>
          <span aria-live="polite" className={classes.saved}>
            {change.isSuccess ? 'Saved' : ''}
          </span>
        </div>
        {change.error && !placed ? <p role="alert">{change.error.message}</p> : null}
      </form>
    </Card>
  )
}
