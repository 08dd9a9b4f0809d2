import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  getJourney,
  getJourneyMapping,
  type JourneyMappingState,
  resetJourneyMapping,
} from '@throughline/contract/journeys'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

/** Back to the default rules, after a word of warning; nothing where they are in force. */
export function ResetMapping({ state }: { state: JourneyMappingState }) {
  const queryClient = useQueryClient()
  const [asking, ask] = useState(false)
  const reset = useMutation({
    mutationFn: () => call(resetJourneyMapping, {}),
    onSuccess: (answer) => {
      ask(false)
      queryClient.setQueryData(query(getJourneyMapping, {}).queryKey, answer)
      return queryClient.invalidateQueries({ queryKey: keyOf(getJourney) })
    },
  })
  if (state.origin === 'default') return null
  return (
    <>
      <Button variant="subtle" onClick={() => ask(true)}>
        Back to the default rules
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Go back to the default rules?"
        action="Use the default rules"
        pending={reset.isPending}
        problem={reset.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => reset.mutate()}
      >
        <p>
          Your {state.mapping.rules.length} rules are deleted, and every journey is counted by the default
          rules again. What your team wrote at the stages stays.
        </p>
      </ConfirmDialog>
    </>
  )
}
