import { useMutation, useQueryClient } from '@tanstack/react-query'
import { listFriction } from '@throughline/contract/friction'
import {
  changeFrictionSettings,
  type FrictionSettings,
  getFrictionSettings,
} from '@throughline/contract/friction-settings'
import { call, keyOf, query } from '../../../api.ts'

/** Changes who is told and how money is converted; findings are asked for anew, since rates are part of them. */
export function useChangeFrictionSettings() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<FrictionSettings>) => call(changeFrictionSettings, { body }),
    onSuccess: (answer) => {
      queryClient.setQueryData(query(getFrictionSettings, {}).queryKey, answer)
      return queryClient.invalidateQueries({ queryKey: keyOf(listFriction) })
    },
  })
}
