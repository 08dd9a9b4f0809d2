import { useQuery } from '@tanstack/react-query'
import { getJourneyMapping } from '@throughline/contract/journeys'
import { query } from '../../../api.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { MappingEditor } from './mapping-editor.tsx'

/** The rules by which events become stages and touchpoints. */
export function MappingPage() {
  const mapping = useQuery(query(getJourneyMapping, {}))
  if (mapping.isPending) return <PageSkeleton />
  if (mapping.isError) {
    return (
      <ErrorState
        title="The rules could not be loaded"
        error={mapping.error}
        onRetry={() => mapping.refetch()}
      />
    )
  }
  // Another version of the rules starts the editor anew.
  return <MappingEditor key={`${mapping.data.origin} ${mapping.data.changedAt}`} state={mapping.data} />
}
