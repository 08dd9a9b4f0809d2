import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sessionQuery } from '../../session.ts'
import classes from './access.module.css'
import { AccessFrame, FormProblem } from './access-frame.tsx'
import { logIn } from './log-in.ts'

const route = getRouteApi('/login')

/** The door: e-mail and password, or, before the first owner exists, the way to the set-up link. */
export function LoginPage() {
  const session = useQuery(sessionQuery)
  if (session.data?.setupRequired) return <OwnerMissing />
  return <LoginForm />
}

function LoginForm() {
  const { next } = route.useSearch()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const login = useMutation({
    mutationFn: () => logIn(email, password),
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: sessionQuery.queryKey })
      await router.invalidate()
      router.history.push(next ?? '/')
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    login.mutate()
  }
  return (
    <AccessFrame title="Log in" sub="See where customers struggle, why, and what it costs.">
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
          withAsterisk={false}
        />
        <FormProblem text={login.error?.message} />
        <Button type="submit" size="sm" loading={login.isPending}>
          Log in
        </Button>
      </form>
    </AccessFrame>
  )
}

function OwnerMissing() {
  return (
    <AccessFrame
      title="This Throughline has no owner yet"
      sub={
        <>
          Open the one-time set-up link that the server printed when it started; it looks like{' '}
          <code>/setup#token=…</code>. To make the owner without it, start the server with{' '}
          <code>THROUGHLINE_OWNER_EMAIL</code> and <code>THROUGHLINE_OWNER_PASSWORD</code>.
        </>
      }
    >
      <Button variant="default" onClick={() => window.location.reload()}>
        Check again
      </Button>
    </AccessFrame>
  )
}
