import { GrowthBookClient } from '@growthbook/growthbook'
import { FlagdCore } from '@openfeature/flagd-core'
import { compile } from '@throughline/evaluator/compile'

/** Who asks. */
export type Person = {
  readonly targetingKey: string
  readonly email: string
  readonly app: { readonly version: string }
  readonly country: string
  readonly plan: string
  readonly orders: number
}

/** Something that evaluates the flag of the benchmark: staff, old apps, pros in three countries, big buyers, a split. */
export interface FlagEngine {
  /** What somebody is served. */
  readonly value: (person: Person) => unknown
  /** Whether that is by the hash, not by a rule. */
  readonly isDrawn: (person: Person) => boolean
}

const KEY = 'checkout/new-button'

export function throughline(): FlagEngine {
  const { evaluate } = compile({
    format: 1,
    environment: 'production',
    revision: '1',
    flags: [
      {
        key: KEY,
        type: 'string',
        enabled: true,
        variations: ['control', 'a', 'b', 'c'].map((key) => ({ key, value: `${key}-value` })),
        off: 'control',
        prerequisites: [],
        rules: [
          {
            id: 'staff',
            conditions: [{ attribute: 'email', operator: 'endsWith', value: '@example.com' }],
            serve: { variation: 'a' },
          },
          {
            id: 'old',
            conditions: [{ attribute: 'app.version', operator: 'versionLessThan', value: '2.3.0' }],
            serve: { variation: 'control' },
          },
          {
            id: 'pros',
            conditions: [
              { attribute: 'country', operator: 'in', value: ['DE', 'AT', 'CH'] },
              { attribute: 'plan', operator: 'equals', value: 'pro' },
            ],
            serve: { variation: 'b' },
          },
          {
            id: 'big',
            conditions: [{ attribute: 'orders', operator: 'atLeast', value: 10 }],
            serve: { variation: 'c' },
          },
          {
            id: 'split',
            conditions: [],
            serve: {
              split: [
                { variation: 'control', weight: 50 },
                { variation: 'a', weight: 30 },
                { variation: 'b', weight: 20 },
              ],
              unit: 'targetingKey',
              salt: 'salt',
            },
          },
        ],
        otherwise: { variation: 'control' },
      },
    ],
  })
  return {
    value: (person) => evaluate(KEY, person).value,
    isDrawn: (person) => evaluate(KEY, person).reason === 'SPLIT',
  }
}

export function flagdCore(): FlagEngine {
  const rules = [
    [{ ends_with: [{ var: 'email' }, '@example.com'] }, 'a'],
    [{ sem_ver: [{ var: 'app.version' }, '<', '2.3.0'] }, 'control'],
    [{ and: [{ in: [{ var: 'country' }, ['DE', 'AT', 'CH']] }, { '==': [{ var: 'plan' }, 'pro'] }] }, 'b'],
    [{ '>=': [{ var: 'orders' }, 10] }, 'c'],
  ]
  const engineOf = (split: object | string) => {
    const core = new FlagdCore()
    const flag = {
      state: 'ENABLED',
      variants: { control: 'control-value', a: 'a-value', b: 'b-value', c: 'c-value', drawn: 'drawn' },
      defaultVariant: 'control',
      targeting: { if: [...rules.flat(), split] },
    }
    core.setConfigurations(JSON.stringify({ flags: { [KEY]: flag } }))
    return core
  }
  const core = engineOf({
    fractional: [{ cat: ['salt', { var: 'targetingKey' }] }, ['control', 50], ['a', 30], ['b', 20]],
  })
  const marked = engineOf('drawn')
  return {
    value: (person) => core.resolveStringEvaluation(KEY, 'none', person).value,
    isDrawn: (person) => marked.resolveStringEvaluation(KEY, 'none', person).value === 'drawn',
  }
}

export function growthBook(): FlagEngine {
  const client = new GrowthBookClient().initSync({
    payload: {
      features: {
        [KEY]: {
          defaultValue: 'control-value',
          rules: [
            { condition: { email: { $regex: '@example\\.com$' } }, force: 'a-value' },
            { condition: { 'app.version': { $vlt: '2.3.0' } }, force: 'control-value' },
            { condition: { country: { $in: ['DE', 'AT', 'CH'] }, plan: 'pro' }, force: 'b-value' },
            { condition: { orders: { $gte: 10 } }, force: 'c-value' },
            {
              variations: ['control-value', 'a-value', 'b-value'],
              weights: [0.5, 0.3, 0.2],
              hashAttribute: 'targetingKey',
              seed: 'salt',
              hashVersion: 2,
            },
          ],
        },
      },
    },
  })
  return {
    value: (person) => client.evalFeature(KEY, { attributes: person }).value,
    isDrawn: (person) => client.evalFeature(KEY, { attributes: person }).source === 'experiment',
  }
}
