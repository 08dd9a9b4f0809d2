import type { ExperimentDetail } from '@throughline/contract/experiments'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import classes from './form.module.css'

type Check = ExperimentDetail['checks'][number]

const looks: Readonly<Record<Check['state'], { readonly icon: IconName; readonly word: string }>> = {
  yes: { icon: 'check', word: 'Done' },
  warning: { icon: 'alert', word: 'Careful' },
  no: { icon: 'close', word: 'Missing' },
}

const order: readonly Check['state'][] = ['no', 'warning', 'yes']

/** What a draft needs to be started, what stands in the way first. */
export function ChecksList({ checks }: { checks: readonly Check[] }) {
  const sorted = checks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return (
    <ul className={classes.checks}>
      {sorted.map(({ id, state, sentence }) => (
        <li key={id} data-state={state}>
          <Icon name={looks[state].icon} size={14} />
          <span>
            <span className="visually-hidden">{looks[state].word}: </span>
            {sentence}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Whether nothing stands in the way. */
export const canStart = (checks: readonly Check[]): boolean => checks.every(({ state }) => state !== 'no')
