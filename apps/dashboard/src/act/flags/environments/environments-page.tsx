import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  createEnvironment,
  deleteEnvironment,
  type Environment,
  listEnvironments,
} from '@throughline/contract/environments'
import { getFlag, listFlags } from '@throughline/contract/flags'
import { type FormEvent, useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { formatDate } from '../../../format/date.ts'
import { formatCount } from '../../../format/number.ts'
import { useProject } from '../../../session.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import classes from '../flags.module.css'
import { keyOfName } from '../list/flag-key.ts'
import { useEnvironments } from '../use-flags.ts'

/** Where flags have settings of their own, such as production and staging. */
export function EnvironmentsPage() {
  const environments = useEnvironments()
  if (environments.isPending) return <PageSkeleton />
  if (environments.isError) {
    return (
      <ErrorState
        title="The environments could not be loaded"
        error={environments.error}
        onRetry={() => environments.refetch()}
      />
    )
  }
  const list = environments.data.environments
  return (
    <>
      <PageTitle
        above={<Link to="/flags">Flags</Link>}
        sub="In each of them every flag has a switch and rules of its own. Code names the one that it runs in; without a name it is the first."
      >
        {formatCount(list.length, 'environment')}
      </PageTitle>
      <Card title="Environments">
        <ul className={classes.list}>
          {list.map((environment) => (
            <EnvironmentRow key={environment.key} environment={environment} />
          ))}
        </ul>
      </Card>
      <NewEnvironment environments={list} />
    </>
  )
}

function useRefresh() {
  const queryClient = useQueryClient()
  return () =>
    Promise.all(
      [listEnvironments, listFlags, getFlag].map((of) =>
        queryClient.invalidateQueries({ queryKey: keyOf(of) }),
      ),
    )
}

function EnvironmentRow({ environment }: { environment: Environment }) {
  const { timezone } = useProject()
  const refresh = useRefresh()
  const [asking, ask] = useState(false)
  const { key, name, isDefault, createdAt } = environment
  const remove = useMutation({
    mutationFn: () => call(deleteEnvironment, { params: { key } }),
    onSuccess: refresh,
  })
  return (
    <li className={classes.listRow}>
      <div>
        <b>{name}</b> <code className={classes.key}>{key}</code>{' '}
        {isDefault ? <Chip tone="thread">Where none is named</Chip> : null}
        <p className={classes.note}>Since {formatDate(createdAt, timezone)}</p>
      </div>
      {isDefault ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => ask(true)} aria-label={`Delete ${name}`}>
          Delete
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        title={`Delete “${name}”?`}
        action="Delete the environment"
        pending={remove.isPending}
        problem={remove.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>
          The settings of all flags in it go with it and cannot be brought back. Code that names{' '}
          <code>{key}</code> is told that there is no such environment and gets its own defaults.
        </p>
      </ConfirmDialog>
    </li>
  )
}

function NewEnvironment({ environments }: { environments: readonly Environment[] }) {
  const refresh = useRefresh()
  const [name, setName] = useState('')
  const [copyOf, setCopyOf] = useState(environments[0]?.key ?? '')
  const key = keyOfName(name).replaceAll('/', '-')
  const create = useMutation({
    mutationFn: () =>
      call(createEnvironment, {
        body: { key, name: name.trim(), ...(copyOf === '' ? {} : { copyOf }) },
      }),
    onSuccess: () => {
      setName('')
      return refresh()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (key !== '') create.mutate()
  }
  return (
    <Card title="New environment">
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          placeholder="Staging"
          description={key === '' ? 'Code names it by a key that follows from this' : `Code names it ${key}`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={50}
          maw={420}
        />
        <Select
          label="Flags start in it"
          data={[
            { value: '', label: 'switched off' },
            ...environments.map((one) => ({ value: one.key, label: `as they are in ${one.name}` })),
          ]}
          value={copyOf}
          onChange={(value) => setCopyOf(value ?? '')}
          allowDeselect={false}
          maw={420}
        />
        <div className={classes.actions}>
          <Button type="submit" disabled={key === ''} loading={create.isPending}>
            Make the environment
          </Button>
          <span className={classes.note} role="status">
            {create.data ? `“${create.data.name}” is there.` : ''}
          </span>
        </div>
        {create.error ? (
          <p role="alert" className={classes.problem}>
            {create.error.message}
          </p>
        ) : null}
      </form>
    </Card>
  )
}
