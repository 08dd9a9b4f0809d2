import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listEnvironments } from '@throughline/contract/environments'
import { type Flag, getFlag, getFlagUsage, listFlagHistory, listFlags } from '@throughline/contract/flags'
import { keyOf, query } from '../../api.ts'
import { useProject } from '../../session.ts'
import { useSegmentList } from '../../understand/segments/use-segments.ts'
import type { FlagWords } from './flag-words.ts'

/** One flag with its settings in all environments. */
export const useFlag = (key: string) => useQuery(query(getFlag, { params: { key } }))

/** The project's environments, the default one first. */
export const useEnvironments = () => useQuery({ ...query(listEnvironments, {}), staleTime: 60_000 })

/** What words about flags need to know. */
export function useFlagWords(): FlagWords {
  const { timezone } = useProject()
  const segments = useSegmentList()
  return {
    timezone,
    nameOfSegment: (id) => segments?.find((segment) => segment.id === id)?.name ?? id,
  }
}

/**
 * A deed that answers with the flag as it is afterwards: change, switch, save, archive, undo.
 *
 * @example const archive = useFlagAct((version: number) => call(archiveFlag, { params: { key }, body: { version } }))
 */
export function useFlagAct<Input>(act: (input: Input) => Promise<Flag>, onDone?: (flag: Flag) => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (flag) => {
      queryClient.setQueryData(query(getFlag, { params: { key: flag.key } }).queryKey, flag)
      onDone?.(flag)
      await Promise.all(
        [listFlags, listFlagHistory, getFlagUsage].map((of) =>
          queryClient.invalidateQueries({ queryKey: keyOf(of) }),
        ),
      )
    },
  })
}
