import { useQuery } from '@tanstack/react-query'
import type { Identifier } from '@throughline/contract/identifier'
import { getIdentityHistory, type Profile } from '@throughline/contract/people'
import { useState } from 'react'
import { query } from '../../../api.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { useView } from '../../../view/use-view.ts'
import { HistoryList } from './history-list.tsx'
import { IdentifierList } from './identifier-list.tsx'
import { UnmergeDialog } from './unmerge-dialog.tsx'

/** Why we think that it is one person: each identifier with its evidence, and everything that joined or parted them. */
export function IdentityPanel({ id, profile }: { id: string; profile: Profile }) {
  const { timezone } = useView().period
  const history = useQuery(query(getIdentityHistory, { params: { id } }))
  const [leaving, setLeaving] = useState<Identifier>()
  return (
    <>
      <Card title="Identifiers" hint="Each with what made us think that it is this person’s">
        <IdentifierList
          identifiers={profile.identifiers}
          history={history.data?.history ?? []}
          timezone={timezone}
          onSeparate={setLeaving}
        />
      </Card>
      <Card title="History" hint={`What joined, what parted and what was refused, newest first; ${timezone}`}>
        {history.isPending ? <RowsSkeleton rows={4} /> : null}
        {history.isError ? (
          <ErrorState
            inset
            title="The history could not be loaded"
            error={history.error}
            onRetry={() => history.refetch()}
          />
        ) : null}
        {history.isSuccess ? <HistoryList history={history.data.history} timezone={timezone} /> : null}
      </Card>
      <UnmergeDialog id={id} identifier={leaving} onClose={() => setLeaving(undefined)} />
    </>
  )
}
