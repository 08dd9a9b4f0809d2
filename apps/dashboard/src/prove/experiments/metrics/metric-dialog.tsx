import { Modal } from '@mantine/core'
import type { ExperimentMetric } from '@throughline/contract/experiment-metrics'
import { MetricForm } from './metric-form.tsx'
import { useSaveMetric } from './use-metrics.ts'

/** Makes a metric, or changes one, without leaving the page. */
export function MetricDialog(props: {
  opened: boolean
  metric?: ExperimentMetric | undefined
  onSaved?: (metric: ExperimentMetric) => void
  onClose: () => void
}) {
  const { metric, onClose } = props
  const save = useSaveMetric(metric, (saved) => {
    props.onSaved?.(saved)
    onClose()
  })
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      size="lg"
      title={metric ? 'Change the metric' : 'New metric'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <MetricForm
        metric={metric}
        action={metric ? 'Save' : 'Make the metric'}
        pending={save.isPending}
        problem={save.error?.message}
        onSave={save.mutate}
        onCancel={onClose}
      />
    </Modal>
  )
}
