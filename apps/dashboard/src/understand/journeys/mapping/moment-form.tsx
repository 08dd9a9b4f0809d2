import { Select } from '@mantine/core'
import type { StageMoment } from '@throughline/contract/journey-mapping'
import classes from './mapping.module.css'

/** What the person had done before the event; left at "whenever", it does not matter. */
export function MomentForm(props: { moment: StageMoment; onChange: (moment: StageMoment) => void }) {
  const { moment, onChange } = props
  const { visit, order, signUp, firstUse } = moment
  const change = (next: { [K in keyof StageMoment]?: StageMoment[K] | undefined }): void => {
    const all = { visit, order, signUp, firstUse, ...next }
    onChange(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
  }
  return (
    <div className={classes.four}>
      <Select
        label="Visit"
        data={[
          { value: '', label: 'Any' },
          { value: 'first', label: 'The first' },
          { value: 'return', label: 'A later one' },
        ]}
        value={visit ?? ''}
        onChange={(value) => change({ visit: value === 'first' || value === 'return' ? value : undefined })}
        allowDeselect={false}
      />
      <Select
        label="First order"
        data={whenever('that order included')}
        value={order ?? ''}
        onChange={(value) => change({ order: side(value) })}
        allowDeselect={false}
      />
      <Select
        label="Sign-up"
        data={whenever('the sign-up included')}
        value={signUp ?? ''}
        onChange={(value) => change({ signUp: side(value) })}
        allowDeselect={false}
      />
      <Select
        label="First use"
        data={[
          { value: '', label: 'Whenever' },
          { value: 'true', label: 'In the first use' },
          { value: 'false', label: 'Not in it' },
        ]}
        value={firstUse === undefined ? '' : String(firstUse)}
        onChange={(value) =>
          change({ firstUse: value === 'true' ? true : value === 'false' ? false : undefined })
        }
        allowDeselect={false}
      />
    </div>
  )
}

const whenever = (included: string) => [
  { value: '', label: 'Whenever' },
  { value: 'before', label: `Until it, ${included}` },
  { value: 'after', label: 'After it' },
]

const side = (value: string | null): 'before' | 'after' | undefined =>
  value === 'before' || value === 'after' ? value : undefined
