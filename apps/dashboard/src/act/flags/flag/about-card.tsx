import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { browserAccess, changeFlag, type Flag } from '@throughline/contract/flags'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import classes from '../flags.module.css'
import { useFlagAct } from '../use-flags.ts'

const accessLabels = {
  none: 'Nothing: only servers ask for it',
  answers: 'Which value a visitor gets',
  rules: 'The rules as well, for local evaluation',
} as const

/** Name, description, tags, and what browsers may know. */
export function AboutCard({ flag }: { flag: Flag }) {
  const [name, setName] = useState(flag.name)
  const [description, setDescription] = useState(flag.description)
  const [tags, setTags] = useState<readonly string[]>(flag.tags)
  const [browsers, setBrowsers] = useState(flag.browsers)
  const save = useFlagAct(() =>
    call(changeFlag, {
      params: { key: flag.key },
      body: { version: flag.version, name: name.trim(), description, tags: [...tags], browsers },
    }),
  )
  const isChanged =
    JSON.stringify([name.trim(), description, tags, browsers]) !==
    JSON.stringify([flag.name, flag.description, flag.tags, flag.browsers])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isChanged && name.trim() !== '') save.mutate(undefined)
  }
  return (
    <Card title="About this flag">
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
        />
        <Textarea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={8}
        />
        <TagsInput label="Tags" value={[...tags]} onChange={setTags} maxTags={50} />
        <Select
          label="Browsers may know"
          description="Whoever opens your site can read what its public write key may ask"
          data={browserAccess.map((value) => ({ value, label: accessLabels[value] }))}
          value={browsers}
          onChange={(value) => setBrowsers(browserAccess.find((one) => one === value) ?? browsers)}
          allowDeselect={false}
        />
        <div className={classes.actions}>
          <Button
            type="submit"
            variant="default"
            disabled={!isChanged || name.trim() === ''}
            loading={save.isPending}
          >
            Save
          </Button>
          <span className={classes.note} role="status">
            {save.isSuccess && !isChanged ? 'Saved.' : ''}
          </span>
        </div>
        {save.error ? (
          <p role="alert" className={classes.problem}>
            {save.error.message}
          </p>
        ) : null}
      </form>
    </Card>
  )
}
