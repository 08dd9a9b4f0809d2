import { ActionIcon, Button, NumberInput, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from './friction-settings.module.css'
import { useChangeFrictionSettings } from './use-change-friction-settings.ts'

interface Rate {
  /** Of the row, which keeps its fields while currencies are chosen anew. */
  readonly key: number
  readonly code: string | null
  readonly rate: number | string
}

const codes = Intl.supportedValuesOf('currency')

/** What one unit of a currency is worth in the project's. */
export function RatesForm(props: { rates: Readonly<Record<string, number>>; currency: string }) {
  const { currency } = props
  const [rows, setRows] = useState<readonly Rate[]>(() =>
    Object.entries(props.rates).map(([code, rate], key) => ({ key, code, rate })),
  )
  const change = useChangeFrictionSettings()
  const edit = (key: number, part: Partial<Rate>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const add = (): void =>
    setRows([...rows, { key: Math.max(0, ...rows.map(({ key }) => key)) + 1, code: null, rate: '' }])
  const complete = rows.every(({ code, rate }) => code !== null && Number(rate) > 0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate({ rates: Object.fromEntries(rows.map(({ code, rate }) => [code ?? '', Number(rate)])) })
  }
  return (
    <Card
      title="Exchange rates"
      hint={`What one unit is worth in ${currency}, the project’s currency. Money without a rate is kept apart, never guessed.`}
    >
      <form className={classes.form} onSubmit={submit}>
        {rows.length === 0 ? (
          <p className={classes.note}>All money is in {currency}, or kept apart.</p>
        ) : null}
        {rows.map(({ key, code, rate }) => (
          <fieldset key={key} className={classes.rate}>
            <legend className="visually-hidden">{code ?? 'A further currency'}</legend>
            <span aria-hidden="true">1</span>
            <Select
              aria-label="Currency"
              placeholder="Currency"
              data={codes.filter(
                (one) => one === code || (one !== currency && !rows.some((row) => row.code === one)),
              )}
              value={code}
              onChange={(next) => edit(key, { code: next })}
              searchable
              limit={80}
              allowDeselect={false}
            />
            <span>is</span>
            <NumberInput
              aria-label={`What one ${code ?? 'unit'} is worth in ${currency}`}
              value={rate}
              onChange={(next) => edit(key, { rate: next })}
              min={0}
              decimalScale={8}
              hideControls
            />
            <span>{currency}</span>
            <ActionIcon
              aria-label={`Remove ${code ?? 'this currency'}`}
              onClick={() => setRows(rows.filter((row) => row.key !== key))}
            >
              <Icon name="trash" />
            </ActionIcon>
          </fieldset>
        ))}
        <div className={classes.actions}>
          <Button variant="default" leftSection={<Icon name="plus" size={12} />} onClick={add}>
            Add a currency
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!complete}>
            Save
          </Button>
          <span aria-live="polite" className={classes.saved}>
            {change.isSuccess ? 'Saved' : ''}
          </span>
        </div>
        {change.error ? <p role="alert">{change.error.message}</p> : null}
      </form>
    </Card>
  )
}
