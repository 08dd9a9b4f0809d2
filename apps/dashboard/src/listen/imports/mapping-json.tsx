import { Button, Textarea } from '@mantine/core'
import type { ImportMapping } from '@throughline/contract/imports'
import { useEffect, useState } from 'react'
import { download } from '../../ui/table/csv.ts'
import classes from './imports.module.css'

/** The mapping as the command line takes it: to save, and to change what the form does not offer. */
export function MappingJson(props: { mapping: ImportMapping; onChange: (mapping: ImportMapping) => void }) {
  const { mapping, onChange } = props
  const current = JSON.stringify(mapping, null, 2)
  const [text, setText] = useState(current)
  const [wrong, setWrong] = useState('')
  useEffect(() => setText(current), [current])
  const apply = (): void => {
    try {
      const next: unknown = JSON.parse(text)
      if (!isMapping(next)) throw new Error('It needs a "format": "segment", "csv" or "access_log".')
      setWrong('')
      onChange(next)
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <details className={classes.json}>
      <summary>The mapping as a file</summary>
      <Textarea
        aria-label="Mapping as JSON"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autosize
        minRows={4}
        maxRows={24}
        spellCheck={false}
        error={wrong === '' ? undefined : wrong}
        classNames={{ input: classes.code ?? '' }}
      />
      <div className={classes.actions}>
        <Button variant="default" onClick={apply} disabled={text === current}>
          Use it
        </Button>
        <Button
          variant="default"
          onClick={() => download('mapping.json', `${current}\n`, 'application/json')}
        >
          Save mapping.json
        </Button>
      </div>
    </details>
  )
}

/** The rest is the server's to judge: it says which field is wrong when it reads the first rows. */
function isMapping(value: unknown): value is ImportMapping {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false
  if (value.format !== 'csv') return value.format === 'segment' || value.format === 'access_log'
  const needed = ['timestamp', 'properties', 'traits']
  return needed.every((name) => name in value)
}
