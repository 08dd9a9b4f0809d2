import { Checkbox, NumberInput, Radio, Select } from '@mantine/core'
import { type Decision, decisionMethods } from '@throughline/contract/experiments'
import classes from './form.module.css'

const words: Readonly<Record<Decision['method'], { readonly label: string; readonly about: string }>> = {
  anytime: {
    label: 'Look whenever you like',
    about: 'The interval holds at every look, so you may stop as soon as it says something. The default.',
  },
  fixed: {
    label: 'Look once, on the planned day',
    about: 'A narrower interval, but it is right only on that day; until then there is no verdict.',
  },
  bayesian: {
    label: 'Chances',
    about: 'How likely each variation is the better one, given what is usual for such changes.',
  },
}

/** How sure one wants to be, and whether one may look before the end. */
export function MethodPart(props: { decision: Decision; onChange: (decision: Decision) => void }) {
  const { decision, onChange } = props
  return (
    <>
      <Radio.Group
        aria-label="How it is decided"
        value={decision.method}
        onChange={(value) => {
          const method = decisionMethods.find((one) => one === value)
          if (method) onChange({ ...decision, method })
        }}
      >
        <div className={classes.methods}>
          {decisionMethods.map((method) => (
            <Radio
              key={method}
              value={method}
              label={words[method].label}
              description={words[method].about}
            />
          ))}
        </div>
      </Radio.Group>
      <details className={classes.details}>
        <summary>Further settings</summary>
        <div className={classes.fields}>
          <div className={classes.pair}>
            <NumberInput
              label="False alarms"
              description="Of changes that do nothing, so many would be called a difference"
              value={Math.round(decision.alpha * 1000) / 10}
              min={0.1}
              max={20}
              decimalScale={1}
              suffix={'\u202f%'}
              onChange={(value) => {
                const alpha = Number(value) / 100
                if (alpha >= 0.001 && alpha <= 0.2) onChange({ ...decision, alpha })
              }}
            />
            <Select
              label="Over many metrics and segments"
              description="The more one looks at, the more stands out by chance"
              data={[
                { value: 'holm', label: 'no false one at all (Holm)' },
                { value: 'benjaminiHochberg', label: 'few among those told (Benjamini–Hochberg)' },
              ]}
              value={decision.correction}
              onChange={(value) =>
                onChange({
                  ...decision,
                  correction: value === 'benjaminiHochberg' ? 'benjaminiHochberg' : 'holm',
                })
              }
              allowDeselect={false}
            />
          </div>
          <Checkbox
            label="Use what was known before"
            description="Takes off what the 28 days before explain. It makes intervals narrower and never changes what is estimated."
            checked={decision.usePast}
            onChange={(event) => onChange({ ...decision, usePast: event.currentTarget.checked })}
          />
        </div>
      </details>
    </>
  )
}
