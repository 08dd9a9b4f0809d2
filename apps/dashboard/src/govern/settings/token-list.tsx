import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tokenScopes } from '@throughline/contract/route'
import { createToken, listTokens, revokeToken, type Token } from '@throughline/contract/tokens'
import { type FormEvent, useState } from 'react'
import { call, keyOf, query } from '../../api.ts'
import { formatAgo, formatMoment } from '../../format/date.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import classes from './settings.module.css'

/** The secret tokens by which other programs read and change this project. */
export function TokenList() {
  const tokens = useQuery(query(listTokens, {}))
  const [making, setMaking] = useState(false)
  const [doomed, setDoomed] = useState<Token>()
  const create = <Button onClick={() => setMaking(true)}>Create a token</Button>
  return (
    <Card
      title="API tokens"
      hint="Secret: keep them on servers. Each is shown once, when it is made."
      tools={tokens.data?.tokens.length ? create : null}
    >
      {tokens.isPending ? <RowsSkeleton rows={3} /> : null}
      {tokens.isError ? (
        <ErrorState
          inset
          title="The tokens could not be loaded"
          error={tokens.error}
          onRetry={() => tokens.refetch()}
        />
      ) : null}
      {tokens.data?.tokens.length === 0 ? (
        <EmptyState
          inset
          title="No token has been made here yet"
          why="With one, a program of yours can read people, events and reports over the API, or import and change them."
          action={create}
        />
      ) : null}
      {tokens.data?.tokens.length ? <TokenTable tokens={tokens.data.tokens} onRevoke={setDoomed} /> : null}
      <CreateToken opened={making} onClose={() => setMaking(false)} />
      <RevokeToken token={doomed} onClose={() => setDoomed(undefined)} />
    </Card>
  )
}

function TokenTable({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const { timezone } = useProject()
  return (
    <DataTable
      caption="API tokens"
      rows={tokens}
      rowKey={({ id }) => id}
      exportable={false}
      columns={[
        { key: 'name', header: 'Name', value: ({ name }) => name },
        {
          key: 'hint',
          header: 'Ends in',
          value: ({ hint }) => hint,
          cell: ({ hint }) => <code>…{hint}</code>,
        },
        {
          key: 'scopes',
          header: 'May',
          value: ({ scopes }) => scopes.join(', '),
          cell: ({ scopes }) => scopes.map((scope) => <Chip key={scope}>{scope}</Chip>),
        },
        {
          key: 'created',
          header: 'Made',
          value: ({ createdAt }) => createdAt,
          cell: ({ createdAt }) => formatMoment(createdAt, timezone),
        },
        {
          key: 'used',
          header: 'Last used',
          value: ({ lastUsedAt }) => lastUsedAt,
          cell: ({ lastUsedAt }) => (lastUsedAt ? formatAgo(lastUsedAt, Date.now()) : 'never'),
        },
        {
          key: 'revoke',
          header: 'Actions',
          sortable: false,
          align: 'right',
          value: () => null,
          cell: (token) => (
            <Button variant="subtle" size="compact-xs" onClick={() => onRevoke(token)}>
              Revoke<span className="visually-hidden"> {token.name}</span>
            </Button>
          ),
        },
      ]}
    />
  )
}

function CreateToken({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Token['scopes']>(['read'])
  const create = useMutation({
    mutationFn: () => call(createToken, { body: { name, scopes } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(listTokens) }),
  })
  const close = (): void => {
    onClose()
    create.reset()
    setName('')
    setScopes(['read'])
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    create.mutate()
  }
  const { data } = create
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={data ? 'Copy the token now' : 'Create a token'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {data ? (
        <div className={classes.wide}>
          <p>
            It will not be shown again. Send it as <code>Authorization: Bearer …</code>
          </p>
          <CodeBlock code={data.secret} label="Token" />
          <Group justify="flex-end">
            <Button onClick={close}>I have copied it</Button>
          </Group>
        </div>
      ) : (
        <form className={classes.wide} onSubmit={submit}>
          <TextInput
            label="Name"
            description="What will use it, so that you know it again"
            placeholder="Warehouse export"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={100}
            required
            withAsterisk={false}
            data-autofocus
          />
          <Checkbox.Group
            label="It may"
            value={scopes}
            onChange={(chosen) => setScopes(tokenScopes.filter((scope) => chosen.includes(scope)))}
          >
            <Group mt={6} gap="lg">
              <Checkbox value="read" label="read people, events, reports" />
              <Checkbox value="write" label="import and change them" />
            </Group>
          </Checkbox.Group>
          {create.error ? <p role="alert">{create.error.message}</p> : null}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} disabled={scopes.length === 0}>
              Create it
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}

function RevokeToken({ token, onClose }: { token: Token | undefined; onClose: () => void }) {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => call(revokeToken, { params: { id } }),
    onSuccess: () => {
      onClose()
      return queryClient.invalidateQueries({ queryKey: keyOf(listTokens) })
    },
  })
  return (
    <ConfirmDialog
      opened={token !== undefined}
      title={`Revoke “${token?.name ?? ''}”?`}
      action="Revoke the token"
      pending={revoke.isPending}
      problem={revoke.error?.message}
      onClose={onClose}
      onConfirm={() => token && revoke.mutate(token.id)}
    >
      <p>Whatever uses it is refused from its next request on. A revoked token cannot be brought back.</p>
    </ConfirmDialog>
  )
}
