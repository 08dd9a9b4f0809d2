import { NumberInput, Radio } from '@mantine/core'
import type { Bandit } from '@throughline/contract/experiments'
import { formatCount } from '../../../format/number.ts'
import { percentText } from '../experiment-words.ts'
import type { ExperimentDraft } from './experiment-draft.ts'
import classes from './form.module.css'

const usual: Bandit = { batches: 4, days: 7, floor: 0.05 }

/** Whether the shares stay, or follow what comes of each batch of visitors. */
export function BanditPart(props: { draft: ExperimentDraft; onChange: (draft: ExperimentDraft) => void }) {
  const { draft, onChange } = props
  const { bandit } = draft
  return (
    <>
      <Radio.Group
        label="Shares"
        value={bandit ? 'moves' : 'fixed'}
        onChange={(value) => onChange({ ...draft, bandit: value === 'moves' ? (bandit ?? usual) : null })}
      >
        <div className={classes.methods} data-below-label>
          <Radio
            value="fixed"
            label="Stay as they are"
            description="The surest answer for the time it takes. The default."
          />
          <Radio
            value="moves"
            label="Move towards the better (bandit)"
            description="Visitors are let in batch by batch, and each new batch gets more of what did best so far. Fewer see the worse one; the answer takes longer."
          />
        </div>
      </Radio.Group>
      {bandit ? (
        <BanditFields
          bandit={bandit}
          draft={draft}
          onChange={(part) => onChange({ ...draft, bandit: { ...bandit, ...part } })}
        />
      ) : null}
    </>
  )
}

function BanditFields(props: {
  bandit: Bandit
  draft: ExperimentDraft
  onChange: (part: Partial<Bandit>) => void
}) {
  const { bandit, draft, onChange } = props
  const { batches, days, floor } = bandit
  const most = 1 / Math.max(2, draft.split.length)
  return (
    <>
      <div className={classes.pair}>
        <NumberInput
          label="Batches"
          value={batches}
          min={2}
          max={20}
          allowDecimal={false}
          onChange={(value) => {
            const count = Number(value)
            if (Number.isInteger(count) && count >= 2 && count <= 20) onChange({ batches: count })
          }}
        />
        <NumberInput
          label="Days from one to the next"
          value={days}
          min={1}
          max={30}
          allowDecimal={false}
          onChange={(value) => {
            const count = Number(value)
            if (Number.isInteger(count) && count >= 1 && count <= 30) onChange({ days: count })
          }}
        />
        <NumberInput
          label="Least share of each"
          value={Math.round(floor * 1000) / 10}
          min={1}
          max={Math.floor(most * 1000) / 10}
          decimalScale={1}
          suffix={'\u202f%'}
          onChange={(value) => {
            const share = Number(value) / 100
            if (share >= 0.01 && share <= most) onChange({ floor: share })
          }}
        />
      </div>
      <p className={classes.hint}>
        The first batch, {percentText(draft.traffic / batches)} of the audience, gets the shares above. All{' '}
        {batches} are in after {formatCount((batches - 1) * days, 'day')}. Who is in keeps the variation.
      </p>
    </>
  )
}
