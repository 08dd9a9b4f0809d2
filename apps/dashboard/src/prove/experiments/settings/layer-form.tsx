import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from './settings.module.css'

/** Asks for the name of a layer. It stands inside other forms too, so it is none itself. */
export function LayerForm(props: {
  pending: boolean
  problem: string | undefined
  onSave: (name: string) => void
  onCancel?: () => void
}) {
  const [name, setName] = useState('')
  const save = (): void => {
    if (name.trim() === '') return
    props.onSave(name.trim())
    setName('')
  }
  return (
    <div className={classes.layerForm}>
      <TextInput
        label="New layer"
        placeholder="Checkout page"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          save()
        }}
        maxLength={200}
        error={props.problem}
      />
      <Button variant="default" h={36} loading={props.pending} disabled={name.trim() === ''} onClick={save}>
        Make the layer
      </Button>
      {props.onCancel ? (
        <Button variant="subtle" h={36} onClick={props.onCancel}>
          Cancel
        </Button>
      ) : null}
    </div>
  )
}
