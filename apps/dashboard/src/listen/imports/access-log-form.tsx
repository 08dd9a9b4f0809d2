import { Checkbox, TextInput } from '@mantine/core'
import type { AccessLogMapping } from '@throughline/contract/imports'
import classes from './imports.module.css'

/** What an access log does not say of itself. */
export function AccessLogForm(props: {
  mapping: AccessLogMapping
  onChange: (mapping: AccessLogMapping) => void
}) {
  const { mapping, onChange } = props
  return (
    <>
      <TextInput
        label="Address of the site"
        description="Visits that come from it are no referrals"
        placeholder="https://www.example.com"
        value={mapping.site ?? ''}
        onChange={(event) => {
          const site = event.target.value.trim()
          onChange({ format: 'access_log', assets: mapping.assets, ...(site === '' ? {} : { site }) })
        }}
        maxLength={300}
        maw={420}
      />
      <Checkbox
        label="People’s requests for images, scripts and the like become events too"
        checked={mapping.assets}
        onChange={(event) => onChange({ ...mapping, assets: event.target.checked })}
      />
      <p className={classes.note}>
        Bots are told apart and left out. Visits are made of address and browser; the address itself is never
        stored, only a keyed hash of it.
      </p>
    </>
  )
}
