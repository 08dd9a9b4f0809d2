import { useMutation, useQueryClient } from '@tanstack/react-query'
import { changeProject } from '@throughline/contract/projects'
import type { RouteBody } from '@throughline/contract/route'
import { call } from '../../api.ts'

/** Changes the project. Zone and currency are part of every answer, so all of them are asked again. */
export function useChangeProject() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: RouteBody<typeof changeProject>) => call(changeProject, { body }),
    onSuccess: () => queryClient.invalidateQueries(),
  })
}
