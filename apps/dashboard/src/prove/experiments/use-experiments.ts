import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listExperimentLayers } from '@throughline/contract/experiment-layers'
import { getExperimentReport, getExperimentResults } from '@throughline/contract/experiment-results'
import {
  type Experiment,
  type ExperimentDetail,
  getExperiment,
  listExperiments,
} from '@throughline/contract/experiments'
import { keyOf, query } from '../../api.ts'

/** Results are worked out anew this often while someone looks at a running experiment. */
const freshForMs = 60_000

/** All experiments that are not archived, or those of one state. */
export function useExperiments(state?: Experiment['state']) {
  return useQuery(query(listExperiments, { query: state === undefined ? {} : { state } }))
}

/** One experiment with its history. */
export function useExperiment(id: string) {
  return useQuery(query(getExperiment, { params: { id } }))
}

/** What is known of an experiment that was started. */
export function useResults(experiment: Pick<Experiment, 'id' | 'state' | 'startedAt'>) {
  return useQuery({
    ...query(getExperimentResults, { params: { id: experiment.id } }),
    enabled: experiment.startedAt !== null,
    refetchInterval: experiment.state === 'running' ? freshForMs : false,
  })
}

/**
 * A deed that answers with the experiment as it is afterwards: start, grow, stop, ship, archive, change.
 *
 * @example const stop = useExperimentAct((reason: string) => call(stopExperiment, { params, body: { reason } }))
 */
export function useExperimentAct<Input>(
  act: (input: Input) => Promise<ExperimentDetail>,
  onDone?: (experiment: ExperimentDetail) => void,
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (experiment) => {
      await refreshExperiment(queryClient, experiment)
      onDone?.(experiment)
    },
  })
}

/** Shows a changed experiment at once, and asks again for what depends on it. */
async function refreshExperiment(queryClient: QueryClient, experiment: ExperimentDetail): Promise<void> {
  queryClient.setQueryData(query(getExperiment, { params: { id: experiment.id } }).queryKey, experiment)
  await Promise.all(
    [listExperiments, listExperimentLayers, getExperimentResults, getExperimentReport].map((route) =>
      queryClient.invalidateQueries({ queryKey: keyOf(route) }),
    ),
  )
}
