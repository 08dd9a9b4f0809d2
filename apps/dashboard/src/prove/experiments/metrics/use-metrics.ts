import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  changeExperimentMetric,
  createExperimentMetric,
  type ExperimentMetric,
  listExperimentMetrics,
} from '@throughline/contract/experiment-metrics'
import { call, keyOf, query } from '../../../api.ts'
import type { MetricValues } from './metric-form.tsx'

/** All metrics of the project, ready-made ones first. */
export function useMetrics() {
  return useQuery(query(listExperimentMetrics, {}))
}

/** Makes a metric, or changes the one given. */
export function useSaveMetric(
  metric: ExperimentMetric | undefined,
  onSaved: (saved: ExperimentMetric) => void,
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: MetricValues) =>
      metric
        ? call(changeExperimentMetric, { params: { id: metric.id }, body })
        : call(createExperimentMetric, { body }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: keyOf(listExperimentMetrics) })
      onSaved(saved)
    },
  })
}
