import { Button, Modal, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import {
  createReportLink,
  listReportLinks,
  type ReportLink,
  removeReportLink,
} from '@throughline/contract/report-links'
import { type FormEvent, useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { formatDate } from '../../../format/date.ts'
import { useProject } from '../../../session.ts'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import classes from './share.module.css'

const DAY_MS = 86_400_000

const lives = [
  { value: '7', label: 'for 7 days' },
  { value: '30', label: 'for 30 days' },
  { value: '365', label: 'for a year' },
  { value: '', label: 'until it is turned off' },
]

/** Makes links that show a report without a login, says which there are, and turns them off. */
export function ShareDialog({ experiment, onClose }: { experiment: string; onClose: () => void }) {
  const params = { id: experiment }
  const links = useQuery(query(listReportLinks, { params }))
  return (
    <Modal opened onClose={onClose} title="Share the report" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.dialog}>
        <p className={classes.why}>
          Whoever has the link reads this report as it is when they open it, without a login, and nothing else
          of the project.
        </p>
        <MakeLink experiment={experiment} />
        {links.isPending ? <RowsSkeleton rows={1} /> : null}
        {links.isError ? (
          <ErrorState
            inset
            title="The links could not be loaded"
            error={links.error}
            onRetry={() => links.refetch()}
          />
        ) : null}
        {links.data?.links.length ? <Links experiment={experiment} links={links.data.links} /> : null}
      </div>
    </Modal>
  )
}

function MakeLink({ experiment }: { experiment: string }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [days, setDays] = useState('30')
  const make = useMutation({
    mutationFn: () => {
      const expiresAt =
        days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }
      return call(createReportLink, { params: { id: experiment }, body: expiresAt })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(listReportLinks) }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make.mutate()
  }
  if (make.data) {
    const { href } = router.buildLocation({ to: '/shared/report', hash: `token=${make.data.secret}` })
    return (
      <div className={classes.made} role="status">
        <CodeBlock label="Link to the report" code={`${window.location.origin}${href}`} />
        <p className={classes.why}>Copy it now: it is not shown again, and you can always make another.</p>
      </div>
    )
  }
  return (
    <form className={classes.make} onSubmit={submit}>
      <Select
        label="The link works"
        data={lives}
        value={days}
        onChange={(value) => setDays(value ?? '')}
        allowDeselect={false}
      />
      <Button type="submit" loading={make.isPending}>
        Make a link
      </Button>
      {make.error ? (
        <p role="alert" className={classes.problem}>
          {make.error.message}
        </p>
      ) : null}
    </form>
  )
}

function Links({ experiment, links }: { experiment: string; links: readonly ReportLink[] }) {
  const queryClient = useQueryClient()
  const { timezone } = useProject()
  const remove = useMutation({
    mutationFn: (link: string) => call(removeReportLink, { params: { id: experiment, link } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(listReportLinks) }),
  })
  return (
    <section className={classes.links}>
      <h2>Links that work</h2>
      <ul>
        {links.map(({ id, hint, createdAt, by, expiresAt }) => (
          <li key={id}>
            <p>
              <code>…{hint}</code> by {by ?? 'an API token'} on {formatDate(createdAt, timezone)}
              <span>
                {expiresAt === null ? 'until it is turned off' : `until ${formatDate(expiresAt, timezone)}`}
              </span>
            </p>
            <Button
              variant="default"
              size="compact-xs"
              loading={remove.isPending && remove.variables === id}
              onClick={() => remove.mutate(id)}
            >
              Turn off<span className="visually-hidden"> the link that ends in {hint}</span>
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? (
        <p role="alert" className={classes.problem}>
          {remove.error.message}
        </p>
      ) : null}
    </section>
  )
}
