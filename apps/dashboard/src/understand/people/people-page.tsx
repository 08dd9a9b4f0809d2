import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Filter } from '@throughline/contract/filter'
import type { ReactNode } from 'react'
import { formatCount } from '../../format/number.ts'
import { SampleShopButton } from '../../home/sample-shop-button.tsx'
import { useSampleShop } from '../../home/use-sample-shop.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FilterEditor } from '../../ui/filter/filter-editor.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import { useSegmentName } from '../segments/use-segments.ts'
import classes from './people.module.css'
import { type PeopleQuestion, peopleQuery } from './people-query.ts'
import type { PeopleSearch } from './people-search.ts'
import { PeopleTable } from './people-table.tsx'
import { useSearchText } from './use-search-text.ts'

const route = getRouteApi('/shell/people')

/** Everyone who ever sent an event, to find one of them or to see who fits some conditions. */
export function PeoplePage() {
  const project = useProject()
  const filling = useSampleShop()?.status === 'loading'
  return project.extent && !filling ? <People /> : <NobodyYet />
}

function People() {
  const { q, where = [] } = route.useSearch()
  const { segment, period } = useView()
  const navigate = route.useNavigate()
  const change = (next: PeopleSearch): void => {
    void navigate({ to: '/people', search: (old) => ({ ...old, ...next }), replace: true })
  }
  const question = { search: q, where, segment }
  const people = useInfiniteQuery(peopleQuery(question))
  const total = people.data?.pages[0]?.total
  return (
    <>
      <PageTitle sub="Of all time. Someone is one person here, however many devices and addresses they came with.">
        <Finding total={total} question={question} />
      </PageTitle>
      <Card
        title="Find someone"
        hint="By a part of name, e-mail, phone, loyalty card or user id, or by the start of an anonymous id"
        tools={<Link to="/people/groups">Companies and households</Link>}
      >
        <Finder q={q} where={where} onChange={change} />
      </Card>
      <Card
        title="People"
        hint={
          people.isFetching
            ? 'Looking …'
            : `The last seen first; figures of all time, net of refunds; times in ${period.timezone}`
        }
      >
        {people.isPending ? <RowsSkeleton rows={8} /> : null}
        {people.isError ? (
          <ErrorState
            inset
            title="The people could not be listed"
            error={people.error}
            onRetry={() => people.refetch()}
          />
        ) : null}
        {people.isSuccess && total === 0 ? <NobodyFound question={question} /> : null}
        {people.isSuccess && total !== undefined && total > 0 ? (
          <PeopleTable
            people={people.data.pages.flatMap((page) => page.people)}
            total={total}
            question={question}
            stale={people.isPlaceholderData}
            more={people.hasNextPage ? () => people.fetchNextPage() : undefined}
            loadingMore={people.isFetchingNextPage}
          />
        ) : null}
      </Card>
    </>
  )
}

function Finder(props: {
  q: string | undefined
  where: readonly Filter[]
  onChange: (next: PeopleSearch) => void
}) {
  const { q, where, onChange } = props
  const search = useSearchText(q, (text) => onChange({ q: text }))
  return (
    <div className={classes.finder}>
      <TextInput
        type="search"
        aria-label="Find someone"
        placeholder="Ada, ada@example.com, +49 …, u-4711"
        leftSection={<Icon name="search" size={14} />}
        maxLength={200}
        {...search}
      />
      <FilterEditor
        label="Conditions on people"
        kinds={['person']}
        filters={where}
        onChange={(next) => onChange({ where: next })}
      />
    </div>
  )
}

/** How many there are, as a sentence that names what they are narrowed to. */
function Finding({ total, question }: { total: number | undefined; question: PeopleQuestion }) {
  const name = useSegmentName(question.segment)
  if (total === undefined) return <>People</>
  const narrowed: ReactNode[] = [
    question.segment === undefined ? '' : ` in “${name}”`,
    question.search === undefined ? '' : ` with “${question.search}”`,
    question.where.length === 0 ? '' : ` who ${total > 1 ? 'fit' : 'fits'} the conditions`,
  ]
  if (total === 0) return <>Nobody{narrowed}.</>
  const verb = question.search === undefined && question.where.length === 0 ? ' so far' : ''
  return (
    <>
      {formatCount(total, 'person', 'people')}
      {narrowed}
      {verb}.
    </>
  )
}

function NobodyFound({ question }: { question: PeopleQuestion }) {
  const narrow = question.where.length > 0 || question.segment !== undefined
  return (
    <EmptyState
      inset
      title={question.search === undefined ? 'Nobody fits' : `Nobody is known by “${question.search}”`}
      why={
        narrow
          ? 'Take a condition away, choose all customers at the top, or look at everyone.'
          : 'Try a part of the name or address. Someone who was just here appears within a second.'
      }
      action={
        <Link to="/people" search={{ q: undefined, where: undefined, segment: undefined }}>
          Show everyone
        </Link>
      }
    />
  )
}

function NobodyYet() {
  return (
    <EmptyState
      title="Here will be everyone who comes to you."
      why="Each with all their devices and addresses in one profile, what they did and bought, and what made us think that it is one person. It fills with the first event."
      action={
        <>
          <SampleShopButton />
          <Link to="/settings">Send your own events</Link>
          <Link to="/imports">Import a file</Link>
        </>
      }
    />
  )
}
