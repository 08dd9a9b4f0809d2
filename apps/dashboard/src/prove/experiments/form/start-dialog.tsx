import { Button, Group, Modal } from '@mantine/core'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { formatCount } from '../../../format/number.ts'
import { useSegments } from '../../../understand/segments/use-segments.ts'
import { percentText, variationName } from '../experiment-words.ts'
import { audienceText } from './audience-words.ts'
import classes from './form.module.css'

/** Says once more what begins, and what cannot be changed from then on. */
export function StartDialog(props: {
  experiment: ExperimentDetail
  opened: boolean
  pending: boolean
  problem: string | undefined
  onConfirm: () => void
  onClose: () => void
}) {
  const { experiment, pending, problem } = props
  const { split, traffic, audience, environment, flag, bandit } = experiment
  const segments = useSegments()
  const nameOf = (id: string): string => segments.find((segment) => segment.id === id)?.name ?? id
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="Start the experiment?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.fields}>
        <p>
          From now on {percentText(bandit ? traffic / bandit.batches : traffic)} of{' '}
          {audienceText(audience, nameOf)} take part through <code>{flag}</code> in {environment}:{' '}
          {split
            .map(
              ({ variation, weight }) =>
                `${percentText(weight)} get “${variationName(experiment, variation)}”`,
            )
            .join(', ')}
          .
        </p>
        {bandit ? (
          <p>
            Then a batch as large every {formatCount(bandit.days, 'day')}, {bandit.batches} in all, each with
            more of what did best so far.
          </p>
        ) : null}
        <p className={classes.hint}>
          Flag, shares, audience and what decides it stay as they are
          {bandit ? ' for who is in' : '. More visitors can be let in later'}, and it can be stopped at any
          time.
        </p>
        {problem === undefined ? null : (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onClose}>
            Not yet
          </Button>
          <Button loading={pending} onClick={props.onConfirm} data-autofocus>
            Start it
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
