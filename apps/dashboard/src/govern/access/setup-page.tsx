import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { setUpOwner } from '@throughline/contract/session'
import { type FormEvent, useState } from 'react'
import { call } from '../../api.ts'
import { sessionQuery } from '../../session.ts'
import { hashToken } from '../../view/hash-token.ts'
import classes from './access.module.css'
import { AccessFrame, FormProblem } from './access-frame.tsx'

/** Fewer characters are guessed too soon; the server holds to the same. */
const shortestPassword = 10

/** First run: makes the owner with the one-time link that the server printed. */
export function SetupPage() {
  const token = useLocation({ select: ({ hash }) => hashToken(hash) })
  if (token === undefined) {
    return (
      <AccessFrame
        title="The set-up link is incomplete"
        sub="It carries a one-time token after /setup#token=. Copy the whole link from the server’s output."
      />
    )
  }
  return <OwnerForm token={token} />
}

function OwnerForm({ token }: { token: string }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [owner, setOwner] = useState({ name: '', email: '', password: '' })
  const change = (part: Partial<typeof owner>): void => setOwner({ ...owner, ...part })
  const setUp = useMutation({
    mutationFn: () => call(setUpOwner, { body: { token, ...owner } }),
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: sessionQuery.queryKey })
      await router.navigate({ to: '/' })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setUp.mutate()
  }
  return (
    <AccessFrame
      title="Welcome. Who owns this Throughline?"
      sub="The owner sees everything, gives access to others and makes keys. Nothing leaves this server."
    >
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Your name"
          autoComplete="name"
          value={owner.name}
          onChange={(event) => change({ name: event.target.value })}
          required
          withAsterisk={false}
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={owner.email}
          onChange={(event) => change({ email: event.target.value })}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="Password"
          description={`At least ${shortestPassword} characters`}
          autoComplete="new-password"
          minLength={shortestPassword}
          value={owner.password}
          onChange={(event) => change({ password: event.target.value })}
          required
          withAsterisk={false}
        />
        <FormProblem text={setUp.error?.message} />
        <Button type="submit" size="sm" loading={setUp.isPending}>
          Create the owner and start
        </Button>
      </form>
    </AccessFrame>
  )
}
